#!/usr/bin/env bash
# Counts and races Sequent's explorer against Spin; README.md says what is compared and how.
# Exit 0: the same numbers of states and transitions everywhere. 1: not so. 2: wrong use. 3: something is missing here.

set -u
export LC_ALL=C
here=$(CDPATH='' cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd) || exit 3
root=$(dirname "$(dirname "$here")")
# shellcheck source=benchmarks/arguments.sh
. "$root/benchmarks/arguments.sh"

usage() {
  cat <<END
Usage: benchmarks/spin/run.sh [--pairs N] [--threads N] [--counts] [-- OPTION...]
Explore the same scenarios with Sequent and with Spin, compare the counts, and race them on the large ones.
  --pairs N     how often each large scenario is run by both, in turns; 0 as --counts (default 5)
  --threads N   threads for Sequent; Spin searches with one (default 2)
  --counts      compare the counts only
  OPTION...     more options for 'sequent check'
END
}
pairs=5
threads=2
options=()
option() {
  case $1 in
    --pairs) number 0 9999 "$@" ;;
    --threads) number 1 9999 "$@" ;;
    --counts) pairs=0 ;;
    --) rest "$@" ;;
    *) return 1 ;;
  esac
}
read_arguments "$@"

# --- what is needed ------------------------------------------------------------------------------

command -v spin >/dev/null || missing 'skipped: "spin" is not on the path: install it (Debian, Ubuntu: apt-get install spin).'
compiler=
for candidate in gcc cc clang; do
  command -v "$candidate" >/dev/null && compiler=$candidate && break
done
[ -n "$compiler" ] || missing 'skipped: there is no C compiler (gcc, cc or clang), and what Spin makes is C: install one (Debian, Ubuntu: apt-get install gcc).'

work=$(mktemp -d) || exit 3
trap 'rm -rf "$work"' EXIT

# --- one run of each -----------------------------------------------------------------------------

# Runs "$@" with its output to $1.out and $1.err, and its wall clock and CPU seconds to $1.time. Returns its exit code.
timed() {
  local to=$1 code TIMEFORMAT='%3R %3U %3S'
  shift
  { time "$@" >"$to.out" 2>"$to.err"; } 2>"$to.time"
  code=$?
  awk '{ print $1, $2 + $3 }' "$to.time" >"$to.seconds"
  return "$code"
}

# prepare NAME MODEL DEFINITION...: makes the verifier $work/NAME/pan.
prepare() {
  local name=$1 model=$2
  shift 2
  mkdir "$work/$name"
  (
    cd "$work/$name" || exit
    spin "-P$compiler -E -x c" -a "${@/#/-D}" "$here/$model.pml" &&
      "$compiler" -O2 -w -DSAFETY -DNOREDUCE -o pan pan.c
  ) >"$work/$name/log" 2>&1 && [ -x "$work/$name/pan" ] && return
  cat "$work/$name/log" >&2
  say "$model.pml could not be made into a verifier"
  exit 1
}

# Writes "states transitions bytes-of-states bytes-with-table" to $2.figures. The first state is stored without a
# transition that leads to it: hence one less.
with_spin() {
  local name=$1 to=$2
  timed "$to" "$work/$name/pan" -m100000
  if ! awk '
    /errors: 0$/ { clean = 1 }
    /max search depth too small|Search not completed|out of memory/ { exit 1 }
    / states, stored/ { states = $1 }
    / states, matched/ { matched = $1 }
    /actual memory usage for states/ { bytes = $1 * 1048576 }
    /memory used for hash table/ { table = $1 * 1048576 }
    states matched ~ /[^0-9]/ { exit 1 }    # it prints 8 digits and then an exponent
    END {
      if (!clean || states == "" || matched == "") exit 1
      printf "%d %d %.0f %.0f\n", states, states + matched - 1, bytes, bytes + table
    }' "$to.out" >"$to.figures"; then
    cat "$to.out" "$to.err" >&2
    say "Spin did not explore $name completely, or with more than the 8 digits that it prints"
    exit 1
  fi
}

# Writes "states transitions bytes seconds-of-the-search" to $3.figures.
with_sequent() {
  local file=$1 scenario=$2 to=$3 code
  timed "$to" "$root/sequent" check "$file" "$scenario" --json --threads "$threads" ${options[@]+"${options[@]}"}
  code=$?
  if [ "$code" -gt 1 ]; then
    cat "$to.err" "$to.out" >&2
    exit "$code"
  fi
  if ! awk -F '[:,] *' '
    function value() { gsub(/[ "]/, "", $2); return $2 }
    /"exhaustive": true/ { whole = 1 }
    /"verdict": "violated"/ { exit 1 }
    /^ *"(states|transitions|memory|seconds)": / { key = $1; gsub(/[ "]/, "", key); figure[key] = value() }
    /"storage"/ { storage = value() }
    END {
      if (!whole || figure["states"] == "" || figure["transitions"] == "") exit 1
      print figure["states"], figure["transitions"], figure["memory"], figure["seconds"], storage
    }' "$to.out" >"$to.figures"; then
    cat "$to.out" "$to.err" >&2
    say "Sequent did not explore $scenario completely, or found it violated"
    exit 1
  fi
}

# --- the counts ----------------------------------------------------------------------------------

failed=0

# count NAME SPEC MODEL DEFINITION...
count() {
  local name=$1 file=$2 model=$3
  shift 3
  prepare "$name" "$model" "$@"
  with_spin "$name" "$work/$name/spin"
  with_sequent "$file" "$name" "$work/$name/sequent"
  local ours theirs verdict=same
  read -r -a ours <"$work/$name/sequent.figures"
  read -r -a theirs <"$work/$name/spin.figures"
  [ "${ours[0]} ${ours[1]}" = "${theirs[0]} ${theirs[1]}" ] || verdict=DIFFERENT
  printf '%-16s %12s %12s %14s %14s  %s\n' "$name" "${ours[0]}" "${theirs[0]}" "${ours[1]}" "${theirs[1]}" "$verdict"
  [ "$verdict" = same ] || failed=1
}

printf 'Sequent against %s, %s -O2\n' "$(spin -V 2>&1)" "$("$compiler" --version | head -n 1)"
# Built, and its core compiled and kept, before any clock runs.
"$root/sequent" check "$root/spec/gbn/gbn.sqt" --json >/dev/null || exit

printf '\n%-16s %12s %12s %14s %14s\n' scenario 'states ours' 'of Spin' 'transitions' 'of Spin'
count three-messages "$root/spec/abp/abp.sqt" abp MESSAGES=3 CAPACITY=2
count six-messages "$here/abp.sqt" abp MESSAGES=6 CAPACITY=6
count window-of-two "$root/spec/gbn/gbn.sqt" gbn WINDOW=2 MESSAGES=4 CAPACITY=2
count window-of-four "$here/gbn.sqt" gbn WINDOW=4 MESSAGES=8 CAPACITY=5
count reordered "$here/gbn.sqt" gbn WINDOW=4 MESSAGES=8 CAPACITY=4 REORDER
if [ "$failed" -ne 0 ]; then
  say 'the counts differ: one of the two explores something else; there is nothing to race'
  exit 1
fi
[ "$pairs" -gt 0 ] || exit 0

# --- the race ------------------------------------------------------------------------------------

# race NAME SPEC: for each run, in turns, a line of its figures, marked S or O. What Sequent takes to start (the JVM, the
# specification, its core) is measured beside each run, by a scenario that is explored at once.
race() {
  local name=$1 file=$2 pair turn
  for ((pair = 1; pair <= pairs; pair++)); do
    for turn in $((pair % 2)) $((1 - pair % 2)); do
      if [ "$turn" -eq 1 ]; then
        with_spin "$name" "$work/$name/spin"
        echo "S $(cat "$work/$name/spin.seconds" "$work/$name/spin.figures" | tr '\n' ' ')"
      else
        with_sequent "$root/spec/gbn/gbn.sqt" window-of-two "$work/$name/start"
        with_sequent "$file" "$name" "$work/$name/sequent"
        echo "O $(cat "$work/$name/sequent.seconds" "$work/$name/sequent.figures" "$work/$name/start.seconds" | tr '\n' ' ')"
      fi
    done
  done >"$work/$name/race"
  report "$name"
}

report() {
  awk -v name="$1" -v threads="$threads" '
    function sort(from, n,   i, j, t) {
      for (i = 2; i <= n; i++) for (j = i; j > 1 && from[j - 1] > from[j]; j--) {
        t = from[j]; from[j] = from[j - 1]; from[j - 1] = t
      }
    }
    # Median, then the least and the most.
    function spread(from, n, form,   i, copy, m) {
      for (i = 1; i <= n; i++) copy[i] = from[i]
      sort(copy, n)
      m = n % 2 ? copy[(n + 1) / 2] : (copy[n / 2] + copy[n / 2 + 1]) / 2
      return sprintf(form " (" form " .. " form ")", m, copy[1], copy[n])
    }
    function scaled(from, n, by, to,   i) { for (i = 1; i <= n; i++) to[i] = by / from[i] }
    $1 == "S" { s++; swall[s] = $2; scpu[s] = $3; states = $4; transitions = $5; sbytes = $6; stable = $7 }
    $1 == "O" {
      o++; owall[o] = $2; ocpu[o] = $3; obytes = $6; search[o] = $7; storage = $8; searchcpu[o] = $3 - $10
      start[o] = $10
    }
    END {
      for (i = 1; i <= o; i++) {
        cpu[i] = scpu[i] / ocpu[i]; wall[i] = swall[i] / owall[i]
        purecpu[i] = scpu[i] / searchcpu[i]; purewall[i] = swall[i] / search[i]
      }
      line = "  %-34s %-26s %s\n"
      printf "\n%s: %d states, %d transitions, %d pairs of runs; median (least .. most)\n", name, states, transitions, o
      printf line, "", "Sequent, " threads (threads == 1 ? " thread" : " threads"), "Spin, 1 thread"
      printf line, "seconds, wall clock", spread(owall, o, "%.2f"), spread(swall, s, "%.2f")
      printf line, "seconds, CPU", spread(ocpu, o, "%.2f"), spread(scpu, s, "%.2f")
      printf line, "  of these to start", spread(start, o, "%.2f"), ""
      for (i = 1; i <= o; i++) { a[i] = ocpu[i] / owall[i]; b[i] = scpu[i] / swall[i] }
      printf line, "processors that it got", spread(a, o, "%.2f"), spread(b, s, "%.2f")
      scaled(ocpu, o, transitions / 1e6, a); scaled(scpu, s, transitions / 1e6, b)
      printf line, "million transitions per CPU-second", spread(a, o, "%.2f"), spread(b, s, "%.2f")
      printf line, "bytes per state, all tables", sprintf("%.0f (%s)", obytes / states, storage), \
        sprintf("%.0f (%.0f without its hash table)", stable / states, sbytes / states)
      printf "  ratio Sequent / Spin, per CPU-second:  %s of the whole process, %s of the search\n", \
        spread(cpu, o, "%.2f"), spread(purecpu, o, "%.2f")
      printf "  ratio Sequent / Spin, per wall clock:  %s of the whole process, %s of the search\n", \
        spread(wall, o, "%.2f"), spread(purewall, o, "%.2f")
    }' "$work/$1/race"
}

load() { [ -r /proc/loadavg ] && cut -d ' ' -f 1-3 /proc/loadavg; }
printf '\n%s processors, load %s before' "$(getconf _NPROCESSORS_ONLN)" "$(load)"
for race in window-of-four reordered; do race "$race" "$here/gbn.sqt"; done
printf '\nload %s after\n' "$(load)"
