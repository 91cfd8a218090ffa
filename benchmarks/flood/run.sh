#!/usr/bin/env bash
# Floods a listening port with forged SYNs and counts who gets through nevertheless; README.md says what is measured.
# Exit 0: in each run the target share got through. 1: it did not, or the stack ended. 2: wrong use. 3: something is missing here.

set -u
export LC_ALL=C
here=$(CDPATH='' cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd) || exit 3
root=$(dirname "$(dirname "$here")")
# shellcheck source=benchmarks/arguments.sh
. "$root/benchmarks/arguments.sh"
# shellcheck source=benchmarks/namespace.sh
. "$root/benchmarks/namespace.sh"

usage() {
  cat <<END_OF_USAGE
Usage: benchmarks/flood/run.sh [--rate N] [--seconds N] [--connects N] [--sequent FILE] [FLOOD...]
Start a stack in a network namespace of this run's own, flood its port with SYNs from addresses that never answer, and
connect from the kernel to the same port meanwhile.
  FLOOD           whose addresses are forged: none (no flood), routed, silent, unroutable, mixed; by default, all of them
  --rate N        SYNs a second (default 10000)
  --seconds N     how long (default 20)
  --connects N    connections opened per second meanwhile (default 5)
  --sequent FILE  the launcher of another checkout, to compare with
END_OF_USAGE
}
rate=10000
seconds=20
connects=5
sequent=$root/sequent
floods=()
option() {
  case $1 in
    --rate | --seconds | --connects) number 1 999999 "$@" ;;
    --sequent)
      [ -x "${2:-}" ] || wrong "--sequent needs a launcher"
      sequent=$2
      taken=2
      ;;
    none | routed | silent | unroutable | mixed) floods+=("$1") ;;
    *) return 1 ;;
  esac
}
read_arguments "$@"
[ ${#floods[@]} -gt 0 ] || floods=(none routed silent unroutable mixed)

# --- what is needed, and a namespace -------------------------------------------------------------

if outside; then "$sequent" --version >/dev/null || exit 3; fi
in_own_namespace "${BASH_SOURCE[0]}" "$@"
compiler=
for candidate in gcc cc clang; do
  command -v "$candidate" >/dev/null && compiler=$candidate && break
done
[ -n "$compiler" ] || missing 'skipped: there is no C compiler (gcc, cc or clang): install one (Debian, Ubuntu: apt-get install gcc)'

command -v ip >/dev/null || missing 'skipped: there is no ip: install it (Debian, Ubuntu: apt-get install iproute2)'

work=$(mktemp -d) || exit 3
stack=
stop() {
  [ -z "$stack" ] || kill "$stack" 2>/dev/null
  [ -z "$stack" ] || wait "$stack" 2>/dev/null
  stack=
}
# What the stack said, and the end of this run: with the stack's code if something is missing here. $1: what is wrong with it
give_up() {
  cat "$work/out" "$work/err" >&2
  say "$1"
  kill "$stack" 2>/dev/null
  wait "$stack" 2>/dev/null
  [ $? -eq 3 ] && stack= && exit 3
  stack=
  exit 1
}
trap 'stop; rm -rf "${work:?}"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
for program in syns connects; do
  "$compiler" -O2 -Wall -o "$work/$program" "$here/$program.c" || missing "$program.c does not compile here"
done
export XDG_RUNTIME_DIR=$work

# --- one run -------------------------------------------------------------------------------------

ours=192.0.2.2
kernels=192.0.2.1
aim=90
failed=0
begun=

# Waits until the stack echoes an octet, as long as there is a stack. $1: for how many tenths of a second
echoes() {
  local answer
  for ((i = 0; i < $1; i++)); do
    kill -0 "$stack" 2>/dev/null || give_up 'the stack has ended'
    if exec 5<>"/dev/tcp/$ours/7" && echo x >&5 && read -r -t 5 answer <&5 && [ "$answer" = x ]; then
      exec 5>&-
      return 0
    fi 2>/dev/null
    sleep 0.1
  done
  return 1
}

ticks() { # Clock ticks, user's and system's, that the stack has taken so far.
  local line
  read -r line <"/proc/$stack/stat"
  # shellcheck disable=SC2086  # words
  set -- ${line##*) }
  echo $((${12} + ${13}))
}

# Above the first line of the table.
header() {
  [ -z "$begun" ] || return 0
  begun=yes
  printf '%s processors, load %s before; %s SYNs a second for %s s, %s connections a second, 5 s each\n\n' \
    "$(getconf _NPROCESSORS_ONLN)" "$(cut -d ' ' -f 1-3 /proc/loadavg)" "$rate" "$seconds" "$connects"
  printf '%-11s %9s %9s %10s %10s %10s %7s %7s %10s %9s\n' flood 'SYNs/s' through 'median ms' 'p99 ms' 'worst ms' reset late 'CPU a SYN' 'then, ms'
}

# A line of the table: run FLOOD
run() {
  local options=() sources=() mac before after took
  case $1 in
    none) sources=(192.0.2.0) ;;
    routed) options=(--gateway "$kernels") sources=(198.51.100.0) ;;
    silent) sources=(192.0.2.0) ;;
    unroutable) sources=(198.51.100.0) ;;
    mixed) options=(--gateway "$kernels") sources=(198.51.100.0 192.0.2.0) ;;
  esac
  "$sequent" run --tap sq0 --address "$ours/24" --kernel-address "$kernels/24" --app echo:7 --no-keys ${options[@]+"${options[@]}"} \
    >"$work/out" 2>"$work/err" &
  stack=$!
  echoes 300 || give_up 'the stack does not come up'
  header
  "$work/connects" "$ours" 7 200 5 5 >/dev/null # So that what is measured is compiled.
  mac=$(ip neigh show "$ours" dev sq0 | sed -n 's/.*lladdr \([0-9a-f:]*\).*/\1/p')
  [ -n "$mac" ] || { say "the kernel has no MAC address for $ours"; exit 3; }
  before=$(ticks)
  echo 0 0 0 >"$work/flood"
  if [ "$1" != none ]; then
    "$work/syns" sq0 "$mac" "$ours" 7 "$rate" "$seconds" 1 "${sources[@]}" >"$work/flood" || exit 3 &
    flood=$!
  fi
  "$work/connects" "$ours" 7 "$connects" "$seconds" 5 >"$work/connects.out" || exit 3
  [ "$1" = none ] || wait "$flood"
  after=$(ticks)
  "$sequent" ss --json >"$work/ss.json" 2>&1
  took=$((($(date +%s%N)) / 1000000))
  echoes 1500
  took=$((($(date +%s%N)) / 1000000 - took))
  read -r sent refused time <"$work/flood"
  awk -v flood="$1" -v sent="$sent" -v refused="$refused" -v time="$time" -v cpu="$((after - before))" -v hertz="$(getconf CLK_TCK)" \
    -v shut="$took" -v aim="$aim" '
    function at(p,   i) { i = int(p * ok + 0.999999); return ok == 0 ? "-" : sprintf("%.1f", time_of[i < 1 ? 1 : i]) }
    { all++; what[$1]++ }
    $1 == "ok" { time_of[++ok] = $3 }
    END {
      for (i = 2; i <= ok; i++) for (j = i; j > 1 && time_of[j - 1] > time_of[j]; j--) {
        t = time_of[j]; time_of[j] = time_of[j - 1]; time_of[j - 1] = t
      }
      share = all == 0 ? 0 : 100 * ok / all
      each = sent > 0 ? sprintf("%.0f us", 1e6 * cpu / hertz / sent) : "-"
      printf "%-11s %9s %8.1f%% %10s %10s %10s %7d %7d %10s %9d\n", flood, (time > 0 ? sprintf("%.0f", sent / time) : "-"), share, at(0.5), \
        at(0.99), at(1), what["reset"], what["late"] + what["refused"] + what["failed"], each, shut
      exit share < aim
    }' "$work/connects.out" || failed=1
  grep -oE '"(half_open|drop_backlog|drop_no_route|connections_opened_p|arp_evictions|send_arp_queue|send_no_route)[a-z_]*": [0-9]+' "$work/ss.json" |
    tr -d '"' | paste -sd, - | sed 's/,/, /g; s/^/            /'
  stop
}

ip link set lo up
for flood in "${floods[@]}"; do run "$flood"; done
printf '\nload %s after\n' "$(cut -d ' ' -f 1-3 /proc/loadavg)"
exit $failed
