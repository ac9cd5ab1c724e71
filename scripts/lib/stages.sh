# shellcheck shell=bash
# Stages of the test suite: each runs in a process group of its own with a limit, keeps its whole log, and is counted.
# The caller has set TEST_DIR and DEADLINE (in SECONDS of this shell), and may hold a lock on descriptor 5.
# shellcheck disable=SC2034,SC2153 # read by test.sh; set by it

PASSED=0 FAILED=0 SKIPPED=0
STAGE_ROWS=() STAGE_PID='' INTERRUPTED=''

row() { STAGE_ROWS+=("$(printf '%-24s %6s s  %s' "$1" "$2" "$3")"); }

# Runs COMMAND with everything it says in the stage's log; a terminal or a CI log hears of it every minute.
# run_stage NAME SECONDS COMMAND…: sets STAGE_STATUS, STAGE_TOOK and STAGE_LOG.
run_stage() {
  local name=$1 limit=$2 began=$SECONDS told=$SECONDS
  shift 2
  if [[ -n $INTERRUPTED ]]; then exit 130; fi
  STAGE_LOG=$TEST_DIR/$name.log STAGE_STATUS=0
  if ((limit > DEADLINE - SECONDS)); then limit=$((DEADLINE - SECONDS)); fi
  say "$name …"
  if ((limit < 5)); then
    printf 'not run: no time is left for it\n' >"$STAGE_LOG"
    STAGE_STATUS=124 STAGE_TOOK=0
    return
  fi
  set -m
  "$@" </dev/null >"$STAGE_LOG" 2>&1 5>&- &
  STAGE_PID=$!
  set +m
  while kill -0 "$STAGE_PID" 2>/dev/null; do
    sleep 0.2
    if ((SECONDS - began >= limit)); then
      printf '\nkilled after %s s: the limit of this stage\n' "$limit" >>"$STAGE_LOG"
      end_stage
      STAGE_STATUS=124
    elif ((SECONDS - told >= 60)); then
      told=$SECONDS
      say "$name … $((SECONDS - began)) s: $(tail -n 1 "$STAGE_LOG" | sed 's/^\[INFO\] //' | cut -c1-140)"
    fi
  done
  if ((STAGE_STATUS == 0)); then wait "$STAGE_PID" || STAGE_STATUS=$?; fi
  STAGE_PID=''
  STAGE_TOOK=$((SECONDS - began))
  if [[ -n $INTERRUPTED ]]; then exit 130; fi
}

# Ends what the current stage started: asked first, killed when it does not listen.
end_stage() {
  local n
  if [[ -z $STAGE_PID ]]; then return; fi
  kill -TERM -- "-$STAGE_PID" 2>/dev/null || true
  for ((n = 0; n < 300; n++)); do
    if ! kill -0 -- "-$STAGE_PID" 2>/dev/null; then break; fi
    sleep 0.1
  done
  kill -KILL -- "-$STAGE_PID" 2>/dev/null || true
  wait "$STAGE_PID" 2>/dev/null || true
}

show_tail() {
  say "$1: the last lines of $STAGE_LOG"
  tail -n 30 "$STAGE_LOG" | cut -c1-300 | sed 's/^/  | /' >&2
}

# stage NAME SECONDS COMMAND…: counts as one test; fails when the command does.
stage() {
  run_stage "$@"
  if ((STAGE_STATUS == 0)); then
    PASSED=$((PASSED + 1))
    row "$1" "$STAGE_TOOK" passed
    return
  fi
  FAILED=$((FAILED + 1))
  row "$1" "$STAGE_TOOK" "FAILED (exit $STAGE_STATUS)"
  show_tail "$1"
  return 1
}

skip_stage() {
  SKIPPED=$((SKIPPED + 1))
  row "$1" 0 "skipped: $2"
  say "$1: skipped: $2"
}

# test_stage NAME SECONDS REPORTS COMMAND…: counts the tests in the reports that the command writes into the folder REPORTS.
# A command that fails without a failed test, and one that runs no test, is one failure more.
test_stage() {
  local name=$1 limit=$2 reports=$3 kept=$TEST_DIR/reports/$1 passed failed skipped verdict=''
  shift 3
  rm -rf "$reports" "$kept"
  run_stage "$name" "$limit" "$@"
  mkdir -p "$kept"
  if [[ -d $reports ]]; then cp "$reports"/*.xml "$kept" 2>/dev/null || true; fi
  read -r passed failed skipped < <(report_counts "$kept")
  if ((failed > 0)); then
    report_messages "$kept" failed | sed 's/^/  ✗ /' >&2
  fi
  # An engine that is there must be used: a suite that skips itself for want of one proves nothing.
  if [[ $name == it-* ]] && report_messages "$kept" skipped | grep -E 'DOCKER_HOST is not set|no engine answers|the engine has no |there is no (registry|busybox) here' >&2; then
    verdict='skipped for want of an engine, an image or a registry'
  elif ((passed + failed == 0)); then
    verdict='no test ran'
  elif ((STAGE_STATUS != 0 && failed == 0)); then
    verdict="exit $STAGE_STATUS without a failed test"
  fi
  if [[ -n $verdict ]]; then
    failed=$((failed + 1))
    show_tail "$name"
  fi
  PASSED=$((PASSED + passed)) FAILED=$((FAILED + failed)) SKIPPED=$((SKIPPED + skipped))
  row "$name" "$STAGE_TOOK" "$(counts "$passed" "$failed" "$skipped")${verdict:+ ($verdict)}"
  if ((skipped > 0)); then report_messages "$kept" skipped | sed 's/^/  - skipped: /' | cut -c1-200 >&2; fi
  ((failed == 0))
}

counts() { printf '%d passed, %d failed, %d skipped' "$@"; }

print_rows() {
  printf '\n'
  printf '%s\n' "${STAGE_ROWS[@]}"
  printf '%-24s %6s s\n\n' total "$SECONDS"
}
