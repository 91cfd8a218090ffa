#!/usr/bin/env bash
# How fast a stack on a TAP is with the kernel's TCP on the other side, alone or compared with that of another checkout; README.md says what is measured.
# Exit 0: measured, whatever the figures are. 1: something went wrong on the way. 2: wrong use. 3: something is missing here.

set -u
export LC_ALL=C
here=$(CDPATH='' cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd) || exit 3
root=$(dirname "$(dirname "$here")")
# shellcheck source=benchmarks/arguments.sh
. "$root/benchmarks/arguments.sh"
# shellcheck source=benchmarks/namespace.sh
. "$root/benchmarks/namespace.sh"

usage() {
  cat <<END
Usage: benchmarks/speed/run.sh [--against CHECKOUT] [--rounds N] [--starts N] [--milliseconds N]
Send to a stack on a TAP and receive from it, connect and close, echo a few octets, and print how fast that was and what it took.
  --against CHECKOUT  measure the stack of another checkout alongside this one's, in turns, and print both and their ratio
  --rounds N          measurements of each kind after each start; at most 20 (default 7)
  --starts N          how often the stacks are started, since no two JVMs compile alike; at most 9 (default 2)
  --milliseconds N    how long each measurement takes, at least 100 (default 1000)
END
}

rounds=7
starts=2
milliseconds=1000
against=
option() {
  case $1 in
    --against) checkout "$@" ;;
    --rounds) number 1 20 "$@" ;;
    --starts) number 1 9 "$@" ;;
    --milliseconds) number 100 10000 "$@" ;;
    *) return 1 ;;
  esac
}
read_arguments "$@"

# --- what is needed, and a namespace -------------------------------------------------------------

checkouts=("$root")
names=(here)
[ -z "$against" ] || checkouts=("$against" "$root") names=(against here)
command -v ip >/dev/null || missing 'skipped: there is no ip: install it (Debian, Ubuntu: apt-get install iproute2)'
if outside; then
  for checkout in "${checkouts[@]}"; do
    "$checkout/sequent" --version >/dev/null || exit 3
  done
fi
in_own_namespace "${BASH_SOURCE[0]}" "$@"

work=$(mktemp -d) || exit 3
export XDG_RUNTIME_DIR=$work
stacks=()
stop() {
  local stack
  for stack in ${stacks[@]+"${stacks[@]}"}; do kill "$stack" 2>/dev/null; done
  for stack in ${stacks[@]+"${stacks[@]}"}; do wait "$stack" 2>/dev/null; done
  stacks=()
}
trap 'stop; rm -rf "${work:?}"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# --- stacks --------------------------------------------------------------------------------------

# Of networks for documentation (RFC 5737), one for each stack.
networks=(192.0.2 198.51.100)

# start NUMBER: the stack of that checkout, on a TAP of its own; its process to $stacks.
start() {
  local out=$work/stack$1 stack left=300
  : >"$out"
  "${checkouts[$1]}/sequent" run --tap "sq$1" --address "${networks[$1]}.2/24" --kernel-address "${networks[$1]}.1/24" \
    --app echo:7 --app discard:9 --app source:19 --no-keys >"$out" 2>&1 &
  stack=$!
  stacks+=("$stack")
  until grep -q listening "$out"; do
    left=$((left - 1))
    if [ "$left" -eq 0 ] || ! kill -0 "$stack" 2>/dev/null; then
      cat "$out" >&2
      say "the stack of ${checkouts[$1]} does not start"
      kill "$stack" 2>/dev/null
      wait "$stack" 2>/dev/null
      [ $? -eq 3 ] && exit 3
      exit 1
    fi
    sleep 0.1
  done
}

load() { cut -d ' ' -f 1-3 /proc/loadavg; }

ip link set lo up || exit 1
# What this side has closed keeps its port for a minute: so there should be many.
sysctl -qw net.ipv4.ip_local_port_range='2048 65535' 2>/dev/null || echo '2048 65535' >/proc/sys/net/ipv4/ip_local_port_range
printf '%s processors, load %s before' "$(getconf _NPROCESSORS_ONLN)" "$(load)"
: >"$work/figures"
for ((begin = 0; begin < starts; begin++)); do
  targets=()
  for ((i = 0; i < ${#checkouts[@]}; i++)); do
    start "$i"
    targets+=("${networks[$i]}.2" "${stacks[$i]}")
  done
  java=$(readlink "/proc/${stacks[0]}/exe") || exit 1
  if ! timeout 900 "$java" "$here/Speed.java" measure "$rounds" "$milliseconds" "${targets[@]}" >>"$work/figures" 2>"$work/err"; then
    cat "$work/err" "$work"/stack* >&2
    say 'not measured to the end'
    exit 1
  fi
  printf ', %s after start %s' "$(load)" $((begin + 1))
  stop
done
printf '\n\n'
"$java" "$here/Speed.java" report "$work/figures" "${names[@]}" || exit 1
