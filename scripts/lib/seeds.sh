# shellcheck shell=bash
# Tests that take minutes each: which there are, which goes first, and how much of the suite's time must be left for one to begin.
# The caller has set ROOT and DEADLINE (in SECONDS of this shell).

# seed_usual CLASS: seconds that it usually takes on two cores when the engine has nothing but the bases. A new one is added here;
# until then it is taken to be longer than all.
seed_usual() {
  case $1 in
    CronIT) echo 90 ;;
    DevPageIT) echo 120 ;;
    NumpyToolchainIT) echo 270 ;;
    ArqWorkerIT | SixtyNightsIT | VisionServiceIT) echo 300 ;;
    MediaPlatformIT) echo 330 ;;
    AnalystBackendIT) echo 420 ;;
    *) echo 900 ;;
  esac
}

# seed_room CLASS: twice the usual, for a slow mirror or a busy machine, and never less than five minutes.
seed_room() {
  local room=$((2 * $(seed_usual "$1")))
  if ((room < 300)); then room=300; fi
  echo "$room"
}

# The classes, one a line. The shortest first: where time runs out, the fewest are left out.
seed_classes() {
  local file class
  grep -rlE '@Tag\("(seed|nights)"\)' "$ROOT/src/test/java" | while read -r file; do
    class=$(basename "$file" .java)
    printf '%s %s\n' "$(seed_usual "$class")" "$class"
  done | sort -k1,1n -k2 | cut -d' ' -f2
}

# seed_begins CLASS: whether there is time for it.
seed_begins() { ((DEADLINE - SECONDS >= $(seed_room "$1"))); }
