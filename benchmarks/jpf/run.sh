#!/usr/bin/env bash
# Checks scenarios with Java PathFinder and with the embedded engine, and prints what each took: model-checker/JPF.md.
# Exit 0: the same states, transitions and verdicts. 1: not so. 2: wrong use. 3: something is missing here.

set -u
export LC_ALL=C
here=$(CDPATH='' cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd) || exit 3
root=$(dirname "$(dirname "$here")")
# shellcheck source=benchmarks/arguments.sh
. "$root/benchmarks/arguments.sh"

usage() {
  cat <<END
Usage: benchmarks/jpf/run.sh [SCENARIO...] [-- OPTION...]
Check each scenario twice, once by Java PathFinder (JPF_HOME names it), and print a row of a table for each.
  SCENARIO      of spec/tcp (default: six, which take a quarter of an hour of one processor)
  OPTION...     more options for 'sequent check --engine jpf', for instance --memory 8g
END
}
scenarios=()
options=()
option() {
  case $1 in
    --) rest "$@" ;;
    -*) return 1 ;;
    *) scenarios+=("$1") ;;
  esac
}
read_arguments "$@"
[ ${#scenarios[@]} -gt 0 ] || scenarios=(crash delivery reports closing-at-once strict-never-reads handshake)

work=$(mktemp -d) || exit 3
trap 'rm -rf "$work"' EXIT

# measure NAME SCENARIO OPTION...: "states transitions seconds bytes" of the search and the CPU seconds of the whole
# process to $work/NAME, verdicts to $work/NAME.verdicts.
measure() {
  local to=$work/$1 scenario=$2 code TIMEFORMAT='%3U %3S'
  shift 2
  { time "$root/sequent" check "$scenario" --json "$@" >"$to.out" 2>"$to.err"; } 2>"$to.time"
  code=$?
  if [ "$code" -gt 1 ]; then
    cat "$to.err" >&2
    exit "$code"
  fi
  if ! awk -F '[:,] *' '
    /"exhaustive": true/ { whole = 1 }
    /^ *"(states|transitions|memory|seconds)": / { key = $1; gsub(/[ "]/, "", key); figure[key] = $2 }
    END {
      if (!whole) exit 1
      print figure["states"], figure["transitions"], figure["seconds"], figure["memory"]
    }' "$to.out" >"$to.figures"; then
    cat "$to.err" >&2
    say "$scenario was not explored completely"
    exit 1
  fi
  grep -E '"(name|verdict)": ' "$to.out" >"$to.verdicts"
  paste -d ' ' "$to.figures" "$to.time" >"$to"
}

load() { [ -r /proc/loadavg ] && cut -d ' ' -f 1-3 /proc/loadavg; }

# Built, and its core compiled and kept, before any clock runs; and a JPF that will not do says so here.
"$root/sequent" check refused --engine jpf --json >"$work/first" || exit
printf '%s; %s processors, load %s\n\n' "$(sed -n 's/.*"storage": "\(Java PathFinder[^,;]*\).*/\1/p' "$work/first")" \
  "$(getconf _NPROCESSORS_ONLN)" "$(load)"
printf '| scenario | states | transitions | JPF: s | CPU s | MB | embedded: s | CPU s | MB | load after |\n'
printf '|---|---|---|---|---|---|---|---|---|---|\n'
different=0
for scenario in "${scenarios[@]}"; do
  measure embedded "$scenario"
  measure jpf "$scenario" --engine jpf ${options[@]+"${options[@]}"}
  if ! cmp -s "$work/embedded.verdicts" "$work/jpf.verdicts" ||
    [ "$(cut -d ' ' -f 1-2 "$work/embedded")" != "$(cut -d ' ' -f 1-2 "$work/jpf")" ]; then
    say "$scenario: not the same"
    different=1
  fi
  awk -v name="$scenario" -v load="$(load)" '
    FNR == 1 && FILENAME ~ /jpf$/ { states = $1; transitions = $2; seconds = $3; bytes = $4; cpu = $5 + $6 }
    FNR == 1 && FILENAME ~ /embedded$/ { own = $3; ownbytes = $4; owncpu = $5 + $6 }
    END {
      printf "| `%s` | %d | %d | %.1f | %.0f | %.0f | %.2f | %.0f | %.0f | %s |\n", name, states, transitions, seconds, cpu, \
        bytes / 1048576, own, owncpu, ownbytes / 1048576, load
    }' "$work/jpf" "$work/embedded"
done
exit "$different"
