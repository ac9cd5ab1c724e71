# shellcheck shell=bash
# A small harness: 'it SENTENCE FUNCTION' runs one test in a subshell of its own, in a fresh folder with a space in its name.

TESTS=0 BROKEN=0
HERE=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
# shellcheck disable=SC2034 # for the tests
PROJECT=$(readlink -f "$HERE/../..")

it() {
  local sentence=$1 place output
  shift
  place=$(mktemp -d "${TMPDIR:-/tmp}/slipway test.XXXXXX")
  TESTS=$((TESTS + 1))
  if output=$(set -e && cd "$place" && "$@" 2>&1); then
    printf 'ok    %s\n' "$sentence"
  else
    BROKEN=$((BROKEN + 1))
    printf 'FAIL  %s\n%s\n' "$sentence" "$output" | sed '2,$s/^/      /'
  fi
  rm -rf -- "$place"
}

# In a subshell under 'if', 'set -e' sleeps; so each expectation ends the test itself.
fail() {
  printf '%s\n' "$*"
  exit 1
}

expect_has() { if [[ $1 != *"$2"* ]]; then fail "expected to find: $2"$'\n'"in: $1"; fi; }
expect_not() { if [[ $1 == *"$2"* ]]; then fail "expected not to find: $2"$'\n'"in: $1"; fi; }
expect_is() { if [[ $1 != "$2" ]]; then fail "expected: $2"$'\n'"but was: $1"; fi; }

finish_tests() {
  printf '%d of %d passed\n' $((TESTS - BROKEN)) "$TESTS"
  exit $((BROKEN > 0))
}
