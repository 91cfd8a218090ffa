#!/bin/bash
# How a running stack lives and ends: idle with 100 connections it takes less than 1 % of a core; when in the middle of a transfer
# the TAP, the program or the TAP's namespace goes, that ends with a clear message, the right exit code, and nothing left behind.
# Everything in a network namespace of its own, which dies with this script.
#
#   demo/lifecycle.sh [SECONDS]     how long to measure the idle stack (20 without)
#
# Exit 0: as it should be. 1: not. 3: no namespace to be had.

set -u
here=$(cd -P "$(dirname "$0")" && pwd) || exit 3
sequent=${SEQUENT:-$here/../sequent}

if [ "${SEQUENT_LIFECYCLE:-}" != inside ]; then
  "$sequent" --version >/dev/null || exit 3 # Builds if need be: in the namespace there is no network to fetch libraries from.
  for how in 'unshare -n' 'unshare -Urn'; do
    if $how true 2>/dev/null; then
      SEQUENT_LIFECYCLE=inside exec $how "$0" "$@"
    fi
  done
  echo "lifecycle: no network namespace can be made here (see $sequent doctor)" >&2
  exit 3
fi

seconds=${1:-20}
ours=192.0.2.2
work=$(mktemp -d) || exit 3
# Sockets of stacks that are killed on purpose stay in here.
export XDG_RUNTIME_DIR=$work
stack=
failures=0

clean() {
  [ -z "$stack" ] || kill -KILL "$stack" 2>/dev/null
  [ -z "${holder:-}" ] || kill "$holder" 2>/dev/null
  rm -rf "${work:?}"
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

ok() { echo "ok    $*"; }
wrong() { echo "WRONG $*"; failures=$((failures + 1)); }

# Starts a stack and waits until it listens; its process is $stack.
start() {
  : >"$work/err" >"$work/out" # Here and not by the job alone: the last stack's "listening" is not this one's.
  set -m # A job of its own: without, the shell would have it ignore SIGINT.
  "$sequent" run --tap sq0 --address $ours/24 --kernel-address 192.0.2.1/24 --app echo:7 --app discard:9 \
    --pcap "$work/run.pcapng" --no-keys >"$work/out" 2>"$work/err" &
  stack=$!
  set +m
  for _ in $(seq 300); do
    grep -q listening "$work/out" && return
    kill -0 $stack 2>/dev/null || break
    sleep 0.1
  done
  cat "$work/out" "$work/err" >&2
  echo 'lifecycle: the stack does not start' >&2
  wait $stack
  [ $? -eq 3 ] && exit 3
  exit 1
}

# A transfer that would go on for long; returns when it is under way.
transfer() {
  (exec 3<>/dev/tcp/$ours/9 && head -c 20G /dev/zero >&3) 2>/dev/null &
  sender=$!
  for _ in $(seq 100); do
    "$sequent" ss | grep -q '^ESTABLISHED' && return
    sleep 0.1
  done
  wrong "the transfer does not begin: $("$sequent" ss)"
}

# ended CODE PATTERN WHAT: waits for the stack's end and looks how it ended.
ended() {
  began=$(date +%s%N)
  for _ in $(seq 400); do
    kill -0 $stack 2>/dev/null || break
    sleep 0.05
  done
  took=$((($(date +%s%N) - began) / 1000000))
  kill -0 $stack 2>/dev/null && { wrong "$3: the stack has not ended after 20 s"; kill -KILL $stack; }
  wait $stack 2>/dev/null
  code=$?
  stack=
  kill $sender 2>/dev/null
  wait $sender 2>/dev/null
  message=$(grep -v '^sequent: captured' "$work/err" | tail -n 1)
  if [ $code -ne "$1" ]; then
    wrong "$3: exit $code, not $1: $message"
  elif [ -n "$2" ] && ! grep -q "$2" "$work/err"; then
    wrong "$3: exit $code as it should, but said: $message"
  elif ip link show sq0 >/dev/null 2>&1; then
    wrong "$3: the TAP is still there"
  elif [ -n "$("$sequent" ss 2>/dev/null)" ]; then
    wrong "$3: 'sequent ss' still lists it"
  else
    ok "$3: exit $code after $took ms${message:+; $message}"
  fi
}

ticks() { # Clock ticks, user's and system's, that the stack has taken so far.
  read -r line <"/proc/$stack/stat"
  set -- ${line##*) }
  echo $((${12} + ${13}))
}

ip link set lo up

# --- idle ----------------------------------------------------------------------------------------

start
head -n 1 "$work/out"
for i in $(seq 100); do
  exec {fd}<>/dev/tcp/$ours/7 || { wrong "connection $i"; break; }
  echo hello >&"$fd" && read -r -t 10 answer <&"$fd" && [ "$answer" = hello ] || wrong "connection $i does not echo"
done
count=$("$sequent" ss | grep -c '^ESTABLISHED')
[ "$count" -eq 100 ] && ok "100 connections open" || wrong "$count connections open, not 100"
sleep 5
before=$(ticks)
sleep "$seconds"
after=$(ticks)
hundredths=$(((after - before) * 10000 / ($(getconf CLK_TCK) * seconds)))
percent=$(printf '%d.%02d' $((hundredths / 100)) $((hundredths % 100)))
[ $hundredths -lt 100 ] && ok "idle with them: $percent % of a core over $seconds s" || wrong "idle with them: $percent % of a core over $seconds s"
for fd in $(ls /proc/$$/fd); do
  [ "$fd" -gt 9 ] && [ "$fd" -lt 200 ] && eval "exec $fd>&-" 2>/dev/null
done
sender=$$
kill -TERM $stack
sender=999999
ended 0 'ended: told to end' 'SIGTERM, idle'

# --- in the middle of a transfer -----------------------------------------------------------------

start
transfer
kill -INT $stack
ended 0 'ended: interrupted' 'SIGINT in mid-transfer'

start
transfer
kill -KILL $stack
ended 137 '' 'SIGKILL in mid-transfer'

start
transfer
ip link delete sq0
ended 3 'is gone' 'TAP deleted in mid-transfer'

start
transfer
unshare -n sleep 60 &
holder=$!
for _ in $(seq 50); do
  [ "$(readlink /proc/$holder/ns/net)" != "$(readlink /proc/$$/ns/net)" ] && break
  sleep 0.1
done
ip link set sq0 netns $holder
kill $holder
wait $holder 2>/dev/null
holder=
ended 3 'is gone' "the TAP's namespace gone in mid-transfer"

[ $failures -eq 0 ] && echo 'all right' || echo "$failures wrong"
[ $failures -eq 0 ]
