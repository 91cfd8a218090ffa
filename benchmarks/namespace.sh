# A network namespace of a benchmark's own; to be sourced after arguments.sh. All that runs in it ends with the script, and no packet leaves it.

# shellcheck shell=bash
# shellcheck disable=SC2154  # root is the script's

# in_own_namespace SCRIPT ARGUMENT...: starts the script again in a namespace, and returns there.
in_own_namespace() {
  local here_now how
  here_now=$(readlink /proc/self/ns/net) || missing 'skipped: this system has no network namespaces'
  if [ -n "${SEQUENT_BENCHMARK_OUTSIDE:-}" ]; then
    [ "$SEQUENT_BENCHMARK_OUTSIDE" != "$here_now" ] || missing "this is no namespace of the run's own, and nothing is sent elsewhere"
    return 0
  fi
  for how in 'unshare -n' 'unshare -Urn'; do
    # shellcheck disable=SC2086  # words
    if $how true 2>/dev/null; then
      SEQUENT_BENCHMARK_OUTSIDE=$here_now exec $how "$@"
    fi
  done
  missing "skipped: no network namespace can be made here (see $root/sequent doctor)"
}

# Whether the script still is where it was called, and should build what it needs: in the namespace there is no network to fetch libraries from.
outside() { [ -z "${SEQUENT_BENCHMARK_OUTSIDE:-}" ]; }
