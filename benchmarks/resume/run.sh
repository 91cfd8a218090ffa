#!/usr/bin/env bash
# Kills searches of five million states in the middle and resumes them; README.md says what is compared.
# Exit 0: the same counts and verdicts as without. 1: they differ. 2: wrong use. 3: something is missing here.

set -u
export LC_ALL=C
here=$(CDPATH='' cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd) || exit 3
root=$(dirname "$(dirname "$here")")
# shellcheck source=benchmarks/arguments.sh
. "$root/benchmarks/arguments.sh"

usage() {
  cat <<END
Usage: benchmarks/resume/run.sh [--kills N] [--threads N] [-- OPTION...]
Search to the end; search again, kill -9 that, resume it from its checkpoint, and compare what both found.
  --kills N     how often each search is killed, evenly over its time (default 2)
  --threads N   threads to search with (default 2)
  OPTION...     more options for all runs of 'sequent check', for instance --memory 64m
Needs a gigabyte of room for checkpoints under the directory for temporary files.
END
}
kills=2
threads=2
options=()
option() {
  case $1 in
    --kills | --threads) number 1 999 "$@" ;;
    --) rest "$@" ;;
    *) return 1 ;;
  esac
}
read_arguments "$@"

work=$(mktemp -d) || exit 3
search=
trap '[ -z "$search" ] || kill -9 "$search" 2>/dev/null; rm -rf "$work"' EXIT

# Becomes the search, so that its process is the one that is killed.
check() {
  exec "$root/sequent" check "$here/gbn.sqt" "$@" --threads "$threads" ${options[@]+"${options[@]}"}
}

# Verdicts, counts and bounds: everything but times, rates and sizes.
found() { sed -n -e '/^scenario [^ ]*:/,/^  ends/p' "$1" | sed -e 's/\(depth [0-9]*\),.*/\1/'; }

finished() {
  wait "$1"
  local code=$?
  search=
  [ "$code" -le 1 ] && return
  cat "$2" >&2
  say "'sequent check' ended with exit code $code"
  exit "$((code == 2 || code == 3 ? code : 1))"
}

now() { date +%s%N; }

# kill_and_resume SCENARIO: leaves what both found in $work/SCENARIO.whole and $work/SCENARIO.resumed.
kill_and_resume() {
  local name=$1 began whole at kill
  began=$(now)
  (check "$name") >"$work/out" 2>&1 & search=$!
  finished "$search" "$work/out"
  whole=$(($(now) - began))
  found "$work/out" >"$work/$name.whole"

  for ((kill = 1; kill <= kills; kill++)); do
    began=$(now)
    (check "$name" --checkpoint "$work/kept" --checkpoint-every 1s --resume) >"$work/out" 2>&1 & search=$!
    at=$((began + whole / (kills + 1)))
    while [ "$(now)" -lt "$at" ] || [ ! -e "$work/kept/$name/manifest" ]; do
      kill -0 "$search" 2>/dev/null || break
      sleep 0.05
    done
    kill -9 "$search" 2>/dev/null
    wait "$search" 2>/dev/null
    if [ $? -ne 137 ]; then
      cat "$work/out" >&2
      say "$name ended before it could be killed"
      exit 1
    fi
    search=
    printf '%s: killed after %d s\n' "$name" $((($(now) - began) / 1000000000))
  done
  (check "$name" --checkpoint "$work/kept" --resume) >"$work/out" 2>&1 & search=$!
  finished "$search" "$work/out"
  found "$work/out" >"$work/$name.resumed"
  printf '%s: %s\n' "$name" "$(grep -o 'resumed at [0-9,]* states' "$work/out" || echo 'NOT RESUMED')"
  grep -q 'resumed at' "$work/out" || failed=1
  rm -rf "$work/kept"
}

"$root/sequent" check "$root/spec/gbn/gbn.sqt" --json >/dev/null || exit # built before any clock runs
failed=0
for scenario in twelve-messages delivered; do
  kill_and_resume "$scenario"
  printf '\nwithout a break:\n'
  cat "$work/$scenario.whole"
  printf '\nkilled and resumed:\n'
  cat "$work/$scenario.resumed"
  if [ -s "$work/$scenario.whole" ] && cmp -s "$work/$scenario.whole" "$work/$scenario.resumed"; then
    printf '\n%s: same\n\n' "$scenario"
  else
    printf '\n%s: DIFFERENT\n\n' "$scenario"
    failed=1
  fi
done
exit "$failed"
