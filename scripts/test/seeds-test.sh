#!/usr/bin/env bash
# Which of the long tests begin, and in which order.
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/harness.sh"
# shellcheck source=scripts/lib/seeds.sh
. "$PROJECT/scripts/lib/seeds.sh"

# sources CLASS…: a project with these tests, each in a package of its own.
sources() {
  ROOT=$PWD
  for class in "$@"; do
    mkdir -p "src/test/java/of $class"
    printf '@Tag("seed")\nfinal class %s {}\n' "$class" >"src/test/java/of $class/$class.java"
  done
}

found() {
  sources DevPageIT VisionServiceIT
  echo 'final class UpIT {}' >src/test/java/UpIT.java
  echo '@Tag("nights") final class SixtyNightsIT {}' >src/test/java/SixtyNightsIT.java
  expect_is "$(seed_classes)" $'DevPageIT\nSixtyNightsIT\nVisionServiceIT'
}

shortest_first() {
  sources ArqWorkerIT AnalystBackendIT DevPageIT
  expect_is "$(seed_classes)" $'DevPageIT\nArqWorkerIT\nAnalystBackendIT'
}

known() {
  local class longest
  longest=$(seed_usual NoSuchIT)
  ROOT=$PROJECT
  for class in $(seed_classes); do
    if (($(seed_usual "$class") >= longest)); then fail "how long does $class take?"; fi
  done
}

# Eleven minutes are left: enough for five twice, and not for seven.
begun_while_there_is_room() {
  DEADLINE=$((SECONDS + 660))
  seed_begins SixtyNightsIT || fail "it takes five minutes, and was not begun"
  if seed_begins AnalystBackendIT; then fail "it takes seven minutes, and was begun"; fi
  if seed_begins NoSuchIT; then fail "nobody knows how long it takes, and it was begun"; fi
}

least() {
  DEADLINE=$((SECONDS + 240))
  if seed_begins CronIT; then fail "begun four minutes before the end"; fi
}

it "the long tests are found by their tags, wherever they lie" found
it "the shortest goes first" shortest_first
it "of each it is known how long it takes" known
it "one begins while twice its time is left" begun_while_there_is_room
it "none begins in the last minutes" least
finish_tests
