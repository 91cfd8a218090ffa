#!/bin/sh
# Other people's programs, unchanged, against the stack on either end: curl, nc, a Python client, a Python server; then tshark
# over all that passed. Everything in a network namespace of its own, which dies with this script.
#
#   demo/interop.sh [BYTES]      how much to send each way (2 MiB without)
#
# What is not installed is skipped, with a word. Exit 0: all that ran was right. 1: something was not. 3: no namespace to be had.

set -u
here=$(CDPATH='' cd -P "$(dirname "$0")" && pwd) || exit 3
sequent=${SEQUENT:-$here/../sequent}

if [ "${SEQUENT_INTEROP:-}" != inside ]; then
  "$sequent" --version >/dev/null || exit 3 # Builds if need be: in the namespace there is no network to fetch libraries from.
  for how in 'unshare -n' 'unshare -Urn'; do
    # shellcheck disable=SC2086  # words
    if $how true 2>/dev/null; then
      SEQUENT_INTEROP=inside exec $how "$0" "$@"
    fi
  done
  echo "interop: no network namespace can be made here (see $sequent doctor)" >&2
  exit 3
fi

bytes=${1:-2097152}
ours=192.0.2.2
kernels=192.0.2.1
work=$(mktemp -d) || exit 3
capture=$work/interop.pcapng
stack=
failures=0

# Tells the stack to end and waits until it has: the capture is whole only then.
stop() {
  [ -z "$stack" ] || kill "$stack" 2>/dev/null
  [ -z "$stack" ] || wait "$stack" 2>/dev/null
  stack=
}
clean() { stop; rm -rf "${work:?}"; }
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

ok() { echo "ok    $*"; }
skip() { echo "skip  $*"; }
wrong() { echo "WRONG $*"; failures=$((failures + 1)); }
have() { command -v "$1" >/dev/null; }
same() { # same WHAT SENT RECEIVED
  if cmp -s "$2" "$3"; then ok "$1: $(wc -c <"$2") bytes, equal"; else wrong "$1: $(wc -c <"$3") bytes came of $(wc -c <"$2")"; fi
}
await() { # await SECONDS COMMAND...
  left=$(($1 * 10)); shift
  until "$@" >/dev/null 2>&1; do
    left=$((left - 1))
    [ $left -gt 0 ] || return 1
    sleep 0.1
  done
}

mkdir "$work/www"
head -c "$bytes" /dev/urandom >"$work/www/random.bin"
cp "$work/www/random.bin" "$work/sent"

"$sequent" run --tap sq0 --address $ours/24 --kernel-address $kernels/24 --app echo:7 --app "http:80=$work/www" \
  --pcap "$capture" --no-keys >"$work/run.out" 2>&1 &
stack=$!
if ! await 30 sh -c "grep -q listening '$work/run.out' || ! kill -0 $stack" || ! grep -q listening "$work/run.out"; then
  cat "$work/run.out" >&2
  echo 'interop: the stack does not start' >&2
  wait $stack
  [ $? -eq 3 ] && exit 3
  exit 1
fi
head -n 1 "$work/run.out"

# --- the kernel's side opens ---------------------------------------------------------------------

if have curl; then
  curl -sS --max-time 60 -o "$work/page" "http://$ours/random.bin" && same 'curl, a page' "$work/sent" "$work/page" ||
    wrong 'curl, a page'
  code=$(curl -s --max-time 20 -o /dev/null -w '%{http_code}' "http://$ours/nothing-here")
  [ "$code" = 404 ] && ok 'curl, a page that is not there: 404' || wrong "curl, a page that is not there: $code"
  curl -s --max-time 20 "http://$ours:81/" >/dev/null
  [ $? -eq 7 ] && ok 'curl, a port where nobody listens: refused' || wrong 'curl, a port where nobody listens'
else
  skip 'curl is not installed'
fi

if have nc; then
  # -N, where there is one, closes the sending direction at the end of the input; others do so by themselves.
  if nc -h 2>&1 | grep -q -e '-N'; then closing=-N; else closing='-q 5'; fi
  # shellcheck disable=SC2086  # words
  timeout 60 nc $closing $ours 7 <"$work/sent" >"$work/echoed"
  same 'nc, echo' "$work/sent" "$work/echoed"
else
  skip 'nc is not installed'
fi

if have python3; then
  cat >"$work/client.py" <<'PYTHON'
import socket, sys, threading
host, port, source, target = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
s = socket.create_connection((host, port), timeout=60)
def send():
    s.sendall(open(source, "rb").read())
    s.shutdown(socket.SHUT_WR)
threading.Thread(target=send).start()
with open(target, "wb") as f:
    while data := s.recv(65536):
        f.write(data)
PYTHON
  timeout 90 python3 "$work/client.py" $ours 7 "$work/sent" "$work/python.echoed" &&
    same 'Python client, echo' "$work/sent" "$work/python.echoed" || wrong 'Python client, echo'
else
  skip 'python3 is not installed'
fi

# --- our side opens ------------------------------------------------------------------------------

# A second stack, on a TAP of its own, that connects and is a pipe: what netcat is for the kernel.
connect() { # connect PORT INPUT OUTPUT
  timeout 90 "$sequent" run --tap sq1 --address 198.51.100.2/24 --kernel-address 198.51.100.1/24 \
    --pcap "$work/active-$1.pcapng" --connect "198.51.100.1:$1" <"$2" >"$3" 2>"$work/connect.err"
}

if have python3; then
  cat >"$work/server.py" <<'PYTHON'
import socket, sys
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("0.0.0.0", int(sys.argv[1])))
s.listen()
c, peer = s.accept()
while data := c.recv(65536):
    c.sendall(data)
c.close()
PYTHON
  timeout 120 python3 "$work/server.py" 9000 &
  server=$!
  await 10 sh -c 'ss -tln 2>/dev/null | grep -q :9000 || grep -q :2328 /proc/net/tcp'
  if connect 9000 "$work/sent" "$work/server.echoed"; then
    same 'Python server, echo' "$work/sent" "$work/server.echoed"
  else
    wrong "Python server: $(cat "$work/connect.err")"
  fi
  kill $server 2>/dev/null
else
  skip 'python3 is not installed'
fi

if connect 9009 /dev/null "$work/none"; then
  wrong 'a kernel port where nobody listens: connected'
elif grep -qi refused "$work/connect.err"; then
  ok 'a kernel port where nobody listens: refused'
else
  wrong "a kernel port where nobody listens: $(cat "$work/connect.err")"
fi

# --- what passed ---------------------------------------------------------------------------------

stop
if have tshark; then
  for file in "$capture" "$work"/active-*.pcapng; do
    [ -f "$file" ] || continue
    frames=$(tshark -r "$file" 2>/dev/null | wc -l)
    bad=$(tshark -r "$file" -o tcp.check_checksum:TRUE -o ip.check_checksum:TRUE \
      -Y '_ws.malformed || tcp.checksum.status == "Bad" || ip.checksum.status == "Bad" || icmp.checksum.status == "Bad"' 2>"$work/tshark.err")
    if [ "$frames" -eq 0 ] || grep -qi 'not a valid\|cut short\|invalid' "$work/tshark.err"; then
      wrong "tshark, $(basename "$file"): $frames frames; $(cat "$work/tshark.err")"
    elif [ -n "$bad" ]; then
      wrong "tshark, $(basename "$file"): malformed, or a bad checksum, among $frames frames:"
      echo "$bad" | head -n 10
    else
      ok "tshark, $(basename "$file"): $frames frames, none malformed, every checksum right in both directions"
    fi
  done
else
  skip 'tshark is not installed'
fi

[ $failures -eq 0 ] && echo 'all right' || echo "$failures wrong"
[ $failures -eq 0 ]
