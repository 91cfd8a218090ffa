#!/usr/bin/env bash
# Our file server over our TCP, and the JDK's over the kernel's, asked the same by ab; README.md says what is compared and how.
# Everything in network namespaces of its own, which die with this script.
# Exit 0: measured. 1: a request failed. 2: wrong use. 3: something is missing here.

set -u
export LC_ALL=C
here=$(CDPATH='' cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd) || exit 3
root=$(dirname "$(dirname "$here")")
sequent=${SEQUENT:-$root/sequent}
# shellcheck source=benchmarks/arguments.sh
. "$root/benchmarks/arguments.sh"
# shellcheck source=benchmarks/namespace.sh
. "$root/benchmarks/namespace.sh"

usage() {
  cat <<END
Usage: benchmarks/http/run.sh [--requests N] [--octets N] [--connections 'N...'] [-- OPTION...]
Ask our HTTP server, over a TAP, and the JDK's, over a veth pair, for the same file, in turns.
  --requests N         requests of each measurement (default 20000)
  --octets N           length of the file (default 4096)
  --connections 'N...' connections at a time, one measurement each (default '1 10 50')
  OPTION...            more options for 'sequent run'
END
}
requests=20000
octets=4096
connections='1 10 50'
options=()
option() {
  case $1 in
    --requests) number 100 99999999 "$@" ;; # A 99th percentile takes a hundred.
    --octets) number 1 99999999 "$@" ;;
    --connections)
      [[ ${2:-} =~ ^[1-9][0-9]{0,2}(' '[1-9][0-9]{0,2})*$ ]] || wrong '--connections needs numbers, with a blank between'
      connections=$2
      taken=2
      ;;
    --) rest "$@" ;;
    *) return 1 ;;
  esac
}
read_arguments "$@"

# --- what is needed ------------------------------------------------------------------------------

command -v ab >/dev/null ||
  missing 'skipped: "ab" is not on the path: install it (Debian, Ubuntu: apt-get install apache2-utils; Fedora: dnf install httpd-tools).'
for program in ip unshare nsenter; do
  command -v $program >/dev/null ||
    missing "skipped: \"$program\" is not on the path: install it (Debian, Ubuntu: apt-get install iproute2 util-linux)."
done

if outside; then "$sequent" --version || exit 3; fi
in_own_namespace "${BASH_SOURCE[0]}" "$@"

work=$(mktemp -d) || exit 3
export XDG_RUNTIME_DIR=$work
stack='' holder='' server=''
clean() {
  for process in $server $stack $holder; do kill "$process" 2>/dev/null; done
  wait 2>/dev/null
  rm -rf "${work:?}"
}
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# --- two servers, one client ---------------------------------------------------------------------

mkdir "$work/www"
head -c "$octets" /dev/urandom >"$work/www/file"
ip link set lo up
# As many ports as there are: what the server has closed it keeps in TIME-WAIT, and who comes back from the same port finds it there.
sysctl -qw net.ipv4.ip_local_port_range='2048 65535' 2>/dev/null || echo '2048 65535' >/proc/sys/net/ipv4/ip_local_port_range

"$sequent" run --tap sq0 --address 192.0.2.2/24 --kernel-address 192.0.2.1/24 --app "http:80=$work/www" --no-keys \
  ${options[@]+"${options[@]}"} >"$work/stack" 2>&1 &
stack=$!

# up FILE-URL PROCESS LOG: waits until a server answers.
up() {
  for _ in $(seq 300); do
    [ "$(ab -q -n 1 "$1" 2>/dev/null | awk '/^Complete requests/ { print $3 }')" = 1 ] && return
    kill -0 "$2" 2>/dev/null || break
    sleep 0.1
  done
  cat "$3" >&2
  missing "the server at $1 does not start"
}

ours=http://192.0.2.2/file
up $ours $stack "$work/stack"
jdk=$(dirname "$(readlink "/proc/$stack/exe")") # The JDK that the launcher found.
[ -x "$jdk/jwebserver" ] || missing "skipped: $jdk has no jwebserver"

unshare -n sleep infinity &
holder=$!
until [ "$(readlink "/proc/$holder/ns/net")" != "$(readlink /proc/self/ns/net)" ]; do
  kill -0 $holder || missing 'skipped: no second network namespace can be made here'
  sleep 0.1
done
ip link add kv0 type veth peer name kv1 netns $holder || missing 'skipped: this kernel has no veth'
ip address add 198.51.100.1/24 dev kv0 && ip link set kv0 up
nsenter -t $holder -n sh -c 'ip link set lo up && ip address add 198.51.100.2/24 dev kv1 && ip link set kv1 up'
nsenter -t $holder -n "$jdk/jwebserver" -J-Dsun.net.httpserver.nodelay=true -b 198.51.100.2 -p 80 -d "$work/www" -o none >"$work/server" 2>&1 &
server=$!
theirs=http://198.51.100.2/file
up $theirs $server "$work/server"

# --- measuring -----------------------------------------------------------------------------------

failed=0

# CPU seconds that a process has taken so far, in ticks.
ticks() {
  read -r line <"/proc/$1/stat"
  set -- ${line##*) }
  echo $((${12} + ${13}))
}

# measure NAME PROCESS URL CONNECTIONS [-k]: sets rate (requests a second), late (the 99th percentile, in ms) and cpu (microseconds that the
# server takes for a request; what the kernel does for it beside is nobody's).
measure() {
  local name=$1 process=$2 url=$3 count=$4 before
  shift 4
  before=$(ticks "$process")
  timeout 600 ab -q -r -s 60 -n "$requests" -c "$count" "$@" -e "$work/percentiles" "$url" >"$work/ab" 2>&1
  cpu=$((($(ticks "$process") - before) * 1000000 / $(getconf CLK_TCK) / requests))
  rate=$(awk '/^Requests per second/ { print $4 }' "$work/ab")
  late=$(awk -F, '$1 == 99 { print $2 }' "$work/percentiles")
  if ! awk -v n="$requests" -v o="$octets" '
      /^Complete requests/ { complete = $3 } /^Failed requests/ { bad += $3 } /^Non-2xx/ { bad += $3 } /^HTML transferred/ { got = $3 }
      END { exit !(complete == n && bad == 0 && got == n * o) }' "$work/ab"; then
    cat "$work/ab" >&2
    say "$name did not answer every request"
    failed=1
  fi
}

# How often our server has met a segment of a connection that it had in TIME-WAIT already: SYNs, challenged.
challenged() { "$sequent" ss --json | awk -F '": ' '/TIME-WAIT: first"/ { n += $2 } END { print n + 0 }'; }

load() { cut -d ' ' -f 1-3 /proc/loadavg; }

# A compiler that is still at work would be measured otherwise.
for url in $ours $theirs; do
  ab -q -k -n 5000 -c 10 $url >/dev/null 2>&1
  ab -q -n 2000 -c 10 $url >/dev/null 2>&1
done

printf '%s\n' "$(head -n 1 "$work/stack")" "jwebserver of $("$jdk/java" -version 2>&1 | head -n 1), no delay, over $(uname -sr)"
printf '%s requests each for %s octets; %s processors, load %s before\n\n' "$requests" "$octets" "$(getconf _NPROCESSORS_ONLN)" "$(load)"
printf '%11s %-10s %10s %10s %6s %10s %10s %10s %10s %10s\n' \
  connections '' requests/s 'of the JDK' ratio 'p99 in ms' 'of the JDK' 'CPU in us' 'of the JDK' challenged
seen=$(challenged)
for keep in '' -k; do
  for count in $connections; do
    # shellcheck disable=SC2086  # nothing or -k
    measure 'our server' "$stack" $ours "$count" $keep
    our_rate=${rate:-0} our_late=${late:-0} our_cpu=$cpu
    now=$(challenged)
    # shellcheck disable=SC2086
    measure 'the server of the JDK' "$server" $theirs "$count" $keep
    awk -v n="$count" -v keep="${keep:+kept alive}" -v a="$our_rate" -v b="${rate:-0}" -v x="$our_late" -v y="${late:-0}" -v c="$our_cpu" -v d="$cpu" \
      -v met=$((now - seen)) '
      BEGIN {
        printf "%11d %-10s %10.0f %10.0f %6.2f %10.2f %10.2f %10d %10d %10d  %s\n", n, keep, a, b, (b > 0 ? a / b : 0), x, y, c, d, met, \
          (a >= 0.7 * b && x < 10) ? "" : "misses the aim"
      }'
    seen=$now
  done
done
printf '\naims: 0.7 of its requests/s, and a p99 below 10 ms; load %s after\n' "$(load)"
exit $failed
