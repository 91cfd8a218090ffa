#!/bin/bash
# The command where nothing is as its author has it: another user, another time zone, a copied checkout, LC_ALL=C, TERM=dumb, 80 columns, a full
# disk, a reader that is gone, SIGINT at any time.
#
#   demo/hostile.sh
#
# What this user or machine cannot do is SKIPPED, with the reason. Exit 0: all that ran was right. 1: something was not.

set -u
here=$(cd -P "$(dirname "$0")" && pwd) || exit 3
sequent=${SEQUENT:-$here/../sequent}
checkout=$(cd -P "$(dirname "$sequent")" && pwd) || exit 3
sequent=$checkout/sequent
work=$(mktemp -d) || exit 3
chmod 755 "$work"
trap 'rm -rf "${work:?}"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
failures=0
skipped=0
# Many short runs: what the JVM would do for long ones is not worth it.
export SEQUENT_JAVA_OPTS="-XX:TieredStopAtLevel=1 ${SEQUENT_JAVA_OPTS:-}"

ok() { echo "ok      $*"; }
wrong() { echo "WRONG   $*"; failures=$((failures + 1)); sed 's/^/          /' "$work/out" "$work/err" 2>/dev/null | head -n 20; }
skip() { echo "SKIPPED $*"; skipped=$((skipped + 1)); }

# run COMMAND...: its code in $code, what it says in $work/out and $work/err.
run() {
  timeout -k 5 180 "$@" >"$work/out" 2>"$work/err" </dev/null
  code=$?
}
# expect WHAT CODE [PATTERN]: what was said matches, and there is nothing of the JVM's.
expect() {
  if [ "$code" -ne "$2" ]; then wrong "$1: exit code $code and not $2"; return; fi
  if grep -q -e 'Exception' -e '^	at ' -e 'fault of sequent' "$work/out" "$work/err"; then wrong "$1: something of the JVM's"; return; fi
  if [ -n "${3:-}" ] && ! cat "$work/out" "$work/err" | grep -q -e "$3"; then wrong "$1: nothing like '$3'"; return; fi
  ok "$1"
}
# The same, and nothing was built for it.
expect_unbuilt() {
  if grep -q building "$work/err"; then wrong "$1: built anew"; else expect "$@"; fi
}

"$sequent" --version >/dev/null || exit 3

# --- copies --------------------------------------------------------------------------------------

copy=$work/copy
mkdir "$copy"
tar -C "$checkout" --exclude='./*/target' --exclude='./target/demo' --exclude='./.git' -cf - . | tar -xf - -C "$copy"
find "$copy" -type f -exec touch '{}' +
run "$copy/sequent" check refused
expect_unbuilt 'a copied checkout is not built anew, whatever its dates' 0 'everything that is checked holds'
sed -i 's/^param MSL : duration = 30 s /param MSL : duration = 1 s /' "$copy/spec/tcp/parameters.sqt"
first=$(head -n 1 "$work/out")
run "$copy/sequent" check refused
if [ "$(head -n 1 "$work/out")" = "$first" ]; then wrong 'a copied checkout reads its own specification: the same core'; else expect_unbuilt 'a copied checkout reads its own specification' 0; fi
run env TZ=Pacific/Kiritimati "$copy/sequent" check refused
expect_unbuilt 'another time zone' 0
mv "$copy/target" "$work/target-of-the-copy"
run "$copy/sequent" --version
expect_unbuilt 'a checkout without builds of its own, as git worktree makes it' 0
rm -rf "$copy/target"
mv "$work/target-of-the-copy" "$copy/target"

# --- another user --------------------------------------------------------------------------------

nobody() { run setpriv --reuid 65534 --regid 65534 --clear-groups env HOME=/nonexistent XDG_CACHE_HOME="$work/of-nobody" "$@"; }
if ! setpriv --reuid 65534 --regid 65534 --clear-groups true 2>/dev/null; then
  skip 'another user: this one cannot become another (setpriv, as root)'
elif ! setpriv --reuid 65534 --regid 65534 --clear-groups test -r "$copy/sequent"; then
  skip "another user: $work is nothing that he can read"
else
  nobody "$copy/sequent" check refused
  expect_unbuilt 'another user runs what is built' 0 'everything that is checked holds'
  echo '// changed' >>"$copy/cli/src/main/java/dev/sequent/cli/Main.java"
  nobody "$copy/sequent" check refused
  expect 'another user hears that he cannot build here' 3 'belongs to somebody else'
  sed -i '$d' "$copy/cli/src/main/java/dev/sequent/cli/Main.java"
fi

# --- locales -------------------------------------------------------------------------------------

far=$work/größe
mv "$copy" "$far"
run env LC_ALL=C "$far/sequent" check "$far/spec/tcp/tcp.sqt" refused --trace-dir "$work/prüfung"
expect_unbuilt 'LC_ALL=C, with names that are not ASCII: checkout, specification, traces' 0 'everything that is checked holds'
run env -u LANG -u LC_CTYPE LC_ALL=POSIX "$far/sequent" generate "$far/spec/abp" -o "$work/erzeugt/ä"
expect 'LC_ALL=POSIX, and a folder to generate into' 0
run "$sequent" check "$(printf '%s/gr\366\337e/tcp.sqt' "$work")"
expect 'a name in no encoding' 2 'there is no specification'

# --- terminals -----------------------------------------------------------------------------------

escape=$(printf '\033')
# on_terminal COLUMNS VARIABLE=VALUE... -- ARGUMENT...: the command on a terminal of that width; both streams in $work/out.
on_terminal() {
  local columns=$1 settings=
  shift
  while [ "$1" != -- ]; do settings="$settings $1"; shift; done
  shift
  : >"$work/err"
  SHELL=/bin/sh timeout -k 5 180 script -qec "stty cols $columns rows 50; env -u COLUMNS -u NO_COLOR $settings '$sequent' $*" "$work/out" >/dev/null 2>&1 </dev/null
  code=$?
}
if ! command -v script >/dev/null || ! SHELL=/bin/sh script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
  skip 'terminals: no script (util-linux)'
else
  on_terminal 120 TERM=xterm -- check transfer --max-states 20000
  if grep -q "$escape" "$work/out"; then expect 'a terminal gets escape sequences' 1; else wrong 'a terminal gets escape sequences: none'; fi
  on_terminal 120 TERM=dumb -- check transfer --max-states 20000
  if grep -q "$escape" "$work/out"; then wrong 'TERM=dumb gets no escape sequence: one'; else expect 'TERM=dumb gets no escape sequence' 1; fi
  on_terminal 80 TERM=dumb -- mutants two-way-handshake --no-baseline --show
  if tr -d '\r' <"$work/out" | grep '<SEQ=' | grep -q '.\{81\}'; then
    wrong 'figures keep to 80 columns: they do not'
  else
    expect 'figures keep to 80 columns' 0 'SYN,ACK.*<-- ESTABLISHED'
  fi
fi

# --- output that nobody gets ---------------------------------------------------------------------

for command in 'check refused --json' "generate -o $work/generated" --help; do
  # shellcheck disable=SC2086  # words
  { timeout -k 5 180 "$sequent" $command >/dev/full 2>"$work/err"; code=$?; }
  : >"$work/out"
  expect "${command%% -o *} > /dev/full" 3 'cannot write the output'
done
run sh -c "'$sequent' check refused --json >&-"
expect 'check --json >&-' 3 'cannot write the output'
run bash -c "'$sequent' check --list | true; exit \${PIPESTATUS[0]}"
expect 'a reader that is gone' 141

# --- full disks ----------------------------------------------------------------------------------

# full COMMAND...: with a disk of 1 MB at $work/disk, full but for 4 kB, that nobody else sees.
full() {
  # shellcheck disable=SC2016  # for the shell inside
  run $namespace sh -c 'mount -t tmpfs -o size=1m none "$0" && { head -c 1044480 /dev/zero >"$0/filler"; exec "$@"; }' "$work/disk" "$@"
}
mkdir "$work/disk"
namespace='unshare -m'
$namespace mount -t tmpfs none "$work/disk" 2>/dev/null || namespace='unshare -Urm'
if ! $namespace mount -t tmpfs none "$work/disk" 2>/dev/null; then
  skip 'full disks: no namespace of mounts can be made (unshare -m as root, or unshare -Urm)'
else
  full env SEQUENT_JAVA_OPTS="$SEQUENT_JAVA_OPTS -Djava.io.tmpdir=$work/disk" "$sequent" check refused --memory 1k
  expect 'a search without room to spill to names folder and disk' 3 "no room in $work/disk (on the disk $work/disk (none))"
  full "$sequent" generate -o "$work/disk/core"
  expect 'generate on a full disk' 3 "cannot write $work/disk/core"
  full "$sequent" mutants two-way-handshake --no-baseline --json
  expect 'nothing needs that disk' 0
  full "$sequent" check refused --checkpoint "$work/disk/kept" --checkpoint-every 1ms
  expect 'a checkpoint on a full disk names folder and disk' 3 "$work/disk/kept.*(on the disk $work/disk (none))"
  full env XDG_CACHE_HOME="$work/disk/cache" "$sequent" check refused
  expect 'a cache on a full disk is done without' 0 'everything that is checked holds'
  full sh -c "'$sequent' check --list >'$work/disk/result'"
  expect 'results on a full disk' 3 'cannot write the output: No space left on device'
fi

# --- SIGINT --------------------------------------------------------------------------------------

# interrupt AFTER AGAIN COMMAND...: SIGINT after so many seconds, and again after so many more.
interrupt() {
  local after=$1 again=$2
  shift 2
  set -m # A job of its own: without, the shell would have it ignore SIGINT.
  "$@" >"$work/out" 2>"$work/err" </dev/null &
  local job=$!
  set +m
  sleep "$after"
  kill -INT -- "-$job" 2>/dev/null
  sleep "$again"
  kill -INT -- "-$job" 2>/dev/null
  wait "$job" 2>/dev/null
  code=$?
}
for after in 0.1 0.5 1; do
  interrupt "$after" 0.02 "$sequent" check transfer
  expect "SIGINT after $after s, twice" 130
done
set -m
"$sequent" check transfer >"$work/out" 2>"$work/err" </dev/null &
job=$!
set +m
for _ in $(seq 600); do grep -q '^core' "$work/out" && break; sleep 0.05; done
sleep 0.3
kill -INT -- "-$job"
kill -INT -- "-$job" 2>/dev/null
wait "$job"
code=$?
expect 'SIGINT in the middle of a search, twice: what was found is printed' 130 'not exhausted, so nothing is claimed to hold'

echo
[ "$failures" -eq 0 ] || { echo "$failures wrong"; exit 1; }
echo "all right$([ "$skipped" -eq 0 ] || echo ", but for what was skipped ($skipped)")"
