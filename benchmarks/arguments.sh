# How the scripts of benchmarks/*/run.sh read their arguments; to be sourced, once $here names the script's folder.
#
# The script defines usage(), which prints its help, and option(), which takes one option: it is called with the arguments that are left, calls
# one of the functions below for an option that it knows, and returns 1 for any other. Then it calls read_arguments "$@".

# shellcheck shell=bash
# shellcheck disable=SC2154  # here is the script's

say() { printf '%s: %s\n' "${here##*/}" "$*" >&2; }
wrong() { say "$@"; usage >&2; exit 2; }
missing() { say "$@"; exit 3; }

read_arguments() {
  while [ $# -gt 0 ]; do
    taken=1
    case $1 in
      -h | --help) usage; exit 0 ;;
      *) option "$@" || wrong "what is $1?" ;;
    esac
    shift "$taken"
  done
}

# number LEAST MOST --NAME VALUE: sets $NAME.
number() {
  local least=$1 most=$2 name=$3
  if ! [[ ${4:-} =~ ^(0|[1-9][0-9]{0,8})$ ]] || [ "$4" -lt "$least" ] || [ "$4" -gt "$most" ]; then
    wrong "$name needs a number from $least to $most"
  fi
  printf -v "${name#--}" %s "$4"
  taken=2
}

# checkout --NAME FOLDER: sets $NAME to the folder of a checkout, absolute.
checkout() {
  [ -x "${2:-}/sequent" ] || wrong "$1 needs a checkout: a folder with ./sequent in it"
  local folder
  folder=$(CDPATH='' cd -P "$2" && pwd) || exit 3
  printf -v "${1#--}" %s "$folder"
  taken=2
}

# rest -- OPTION...: sets the array $options to all that is left.
rest() {
  # shellcheck disable=SC2034  # the script uses it
  options=("${@:2}")
  taken=$#
}
