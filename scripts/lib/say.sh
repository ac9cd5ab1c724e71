# shellcheck shell=bash
# How the scripts talk: everything said goes to stderr, so that stdout stays a result.

# Exit codes, as in the design: 2 the command line is wrong, 4 no usable engine.
readonly EXIT_FAILED=1 EXIT_USAGE=2 EXIT_NO_ENGINE=4
: "$EXIT_FAILED" "$EXIT_USAGE" "$EXIT_NO_ENGINE"

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

# die CODE WHAT [TRY]: what was being done, to what, what came back; then what to try.
die() {
  local code=$1
  shift
  say "$1"
  if [[ $# -gt 1 ]]; then printf '  try: %s\n' "$2" >&2; fi
  exit "$code"
}

# Seconds since START (a value of EPOCHREALTIME), with one decimal.
since() {
  local ms=$(((${EPOCHREALTIME//[.,]/} - ${1//[.,]/}) / 1000))
  printf '%d.%d s' $((ms / 1000)) $((ms % 1000 / 100))
}

# retry TIMES COMMAND…: mirrors hiccup; a command that keeps failing is not hidden.
retry() {
  local times=$1 n
  shift
  for ((n = 1; ; n++)); do
    if "$@"; then return 0; fi
    if ((n >= times)); then return 1; fi
    say "attempt $n of $times failed: $* (again in $((n * 2)) s)"
    sleep $((n * 2))
  done
}
