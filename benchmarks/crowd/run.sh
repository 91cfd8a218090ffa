#!/usr/bin/env bash
# Opens connections to a stack by the thousand and measures what they cost; README.md says what is measured and how.
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
Usage: benchmarks/crowd/run.sh [--connections N] [--rounds N] [--stalled N] [--against CHECKOUT]
Open N connections from the kernel's TCP to a stack on a TAP, echo alongside, close them, and print what it took.
  --connections N     at a time, from 1000, since rates are per thousand, to 28000, since one address has no more ports (default 10000)
  --rounds N          more rounds of the same, to see what memory remains; at most 20, which is the default
  --stalled N         connections that are sent to and never read (default 1000)
  --against CHECKOUT  measure the stack of another checkout first, and print both
END
}
connections=10000
rounds=20
stalled=1000
against=
option() {
  case $1 in
    --connections) number 1000 28000 "$@" ;;
    --rounds) number 0 20 "$@" ;;
    --stalled) number 0 99999 "$@" ;;
    --against) checkout "$@" ;;
    *) return 1 ;;
  esac
}
read_arguments "$@"

# --- a namespace of our own ----------------------------------------------------------------------

if outside; then
  for checkout in "$root" $against; do
    "$checkout/sequent" --version >/dev/null || exit 3
  done
fi
in_own_namespace "${BASH_SOURCE[0]}" "$@"

files=$((connections + stalled + 200))
ulimit -n "$(ulimit -Hn)" 2>/dev/null
[ "$(ulimit -n)" = unlimited ] || [ "$(ulimit -n)" -ge "$files" ] ||
  missing "$files files have to be open at a time, and this user may have only $(ulimit -n): raise the limit (ulimit -Hn, /etc/security/limits.conf) or give fewer --connections"

work=$(mktemp -d) || exit 3
stack=
stop() {
  [ -z "$stack" ] || kill "$stack" 2>/dev/null
  [ -z "$stack" ] || wait "$stack" 2>/dev/null
  stack=
}
trap 'stop; rm -rf "${work:?}"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# --- one run -------------------------------------------------------------------------------------

# measure CHECKOUT NAME: the lines that Crowd.java prints to $work/NAME.
measure() {
  : >"$work/run.out"
  "$1/sequent" run --tap sq0 --address 192.0.2.2/24 --kernel-address 192.0.2.1/24 --app echo:7 --app source:19 --no-keys \
    >"$work/run.out" 2>&1 &
  stack=$!
  local left=300 i
  until grep -q listening "$work/run.out"; do
    left=$((left - 1))
    if [ "$left" -eq 0 ] || ! kill -0 "$stack" 2>/dev/null; then
      cat "$work/run.out" >&2
      say "the stack of $1 does not start"
      kill "$stack" 2>/dev/null
      wait "$stack" 2>/dev/null
      [ $? -eq 3 ] && exit 3
      exit 1
    fi
    sleep 0.1
  done
  for ((i = 1; i <= rounds + 4; i++)); do
    ip address add "192.0.2.$((100 + i))/24" dev sq0 || exit 1
  done
  local java
  java=$(readlink "/proc/$stack/exe") || exit 1
  local jcmd=${java%/*}/jcmd
  [ -x "$jcmd" ] || missing "there is no jcmd beside $java, and it is what counts the heap"
  printf 'load %s\n' "$(cut -d ' ' -f 1-3 /proc/loadavg)" >"$work/$2"
  if ! timeout 900 "$java" "$here/Crowd.java" 192.0.2.2 "$stack" "$jcmd" "$connections" "$rounds" "$stalled" 60 >>"$work/$2" 2>"$work/err"; then
    cat "$work/$2" "$work/err" "$work/run.out" >&2
    say "the stack of $1 was not measured to the end"
    exit 1
  fi
  printf 'load.after %s\n' "$(cut -d ' ' -f 1-3 /proc/loadavg)" >>"$work/$2"
  stop
}

ip link set lo up || exit 1
columns=()
if [ -n "$against" ]; then
  measure "$against" against
  columns+=(against)
fi
measure "$root" here
columns+=(here)

# --- the table -----------------------------------------------------------------------------------

awk -v columns="${columns[*]}" -v rounds="$rounds" -v stalled="$stalled" '
  FNR == 1 { column++ }
  { key = $1; sub(/^[^ ]+ /, ""); value[column, key] = $0 }
  function row(name, form, keys,   n, k, i, c, text) {
    n = split(keys, k, " ")
    printf "%-58s", name
    for (c = 1; c <= column; c++) {
      text = form
      for (i = 1; i <= n; i++) sub(/%/, value[c, k[i]], text)
      printf " %24s", text
    }
    printf "\n"
  }
  # Least and most of a list, without the first, in which compilers still have their say.
  function spread(to, key,   c, n, v, i, least, most) {
    for (c = 1; c <= column; c++) {
      n = split(value[c, key], v, ",")
      least = most = n > 1 ? v[2] : v[1]
      for (i = 2; i <= n; i++) { if (v[i] + 0 < least + 0) least = v[i]; if (v[i] + 0 > most + 0) most = v[i] }
      value[c, to] = n ? least " .. " most : "-"
    }
  }
  END {
    printf "%-58s", ""
    split(columns, title, " ")
    for (c = 1; c <= column; c++) printf " %24s", title[c]
    printf "\n"
    spread("rates", "open.thousands")
    spread("cpu", "open.cpu")
    spread("medians", "open.medians")
    spread("cpus", "open.cpus")
    row("connections open at a time", "%", "open.count")
    row("opened per second", "%", "open.rate")
    row("  each thousand but the first: least .. most", "%", "rates")
    row("  its median over all rounds: least .. most", "%", "medians")
    row("  CPU of the stack, us each, by thousand: least .. most", "%", "cpu")
    row("  its mean over the later rounds: least .. most", "%", "cpus")
    row("heap, octets per idle connection", "%", "heap.idle")
    row("echo of 64 octets beside them, ms: median, p99", "%, %", "echo.idle.median echo.idle.p99")
    row("  with " stalled " stalled readers, too", "%, %", "echo.stalled.median echo.stalled.p99")
    row("closed per second", "%", "close.rate")
    row("resident memory, MiB: before", "%", "rss.before")
    row("  with idle connections", "%", "rss.idle")
    row("  with stalled readers, too", "%", "rss.stalled")
    row("connections opened and closed after that", "%", "churned")
    row("  resident memory then, MiB", "%", "rss.after")
    row("  and lastly", "%", "rss.lastly")
    row("  within 30 MiB of before", "%", "rss.returned")
    row("  live heap that they left, KiB", "%", "heap.left")
    row("load before", "%", "load")
    row("load after", "%", "load.after")
  }' "${columns[@]/#/$work/}"
