# shellcheck shell=bash
# Measuring: interleaved runs, and a table of medians with their spread.
# The caller has set PLACE, RUNS and COMPOSE.
# shellcheck disable=SC2034,SC2153

# A function that is called before each run, outside the measured time.
BEFORE_EACH=''
# A timed function may measure itself: it sets TOOK, in microseconds.
TOOK=''

describe_machine() {
  printf '%s cores, %s of memory, load %s; engine %s; JDK %s; docker compose %s; %d runs each, after a warm-up\n\n' "$(nproc)" \
    "$(awk '/^MemTotal/ {printf "%.0f GiB", $2 / 1048576}' /proc/meminfo)" "$(cut -d' ' -f1 /proc/loadavg)" "$(engine_version)" "$JDK_VERSION" \
    "${COMPOSE:-absent}" "$RUNS"
}

table_head() { printf '%-28s %9s %9s %9s\n' '' median min max; }

# timed FUNCTION: sets TOOK to the microseconds of one run; a run that fails ends everything.
timed() {
  local began
  if [[ -n $BEFORE_EACH ]]; then "$BEFORE_EACH"; fi
  TOOK=''
  began=${EPOCHREALTIME/[.,]/}
  if ! "$1"; then die "$EXIT_FAILED" "$1 failed; its words: $(tail -n 5 "$PLACE/said" "$PLACE"/*/said-inside 2>/dev/null)"; fi
  if [[ -z $TOOK ]]; then TOOK=$((${EPOCHREALTIME/[.,]/} - began)); fi
}

# measure RUNS 'NAME:FUNCTION' ['NAME:FUNCTION']: A, B, A, B, …, the first of each for warmth alone; prints a row for each.
measure() {
  local runs=$1 n entry
  local -A times=()
  shift
  for ((n = 0; n <= runs; n++)); do
    for entry in "$@"; do
      if [[ -z $entry ]]; then continue; fi
      timed "${entry##*:}"
      if ((n > 0)); then times[$entry]+="$TOOK "; fi
    done
  done
  for entry in "$@"; do
    if [[ -n $entry ]]; then table_row "${entry%:*}" "${times[$entry]}"; fi
  done
}

# table_row NAME "MICROSECONDS…"
table_row() {
  tr ' ' '\n' <<<"$2" | grep . | sort -n | awk -v name="$1" '
    {t[NR] = $1 / 1e6}
    END {printf "%-28s %7.2f s %7.2f s %7.2f s\n", name, NR % 2 ? t[(NR + 1) / 2] : (t[NR / 2] + t[NR / 2 + 1]) / 2, t[1], t[NR]}'
}

# peak_memory WHAT COMMAND…: the largest resident set of the command's own process, as the kernel keeps it until it ends.
peak_memory() {
  local what=$1 pid peak=0 now
  shift
  "$@" </dev/null >"$PLACE/said" 2>&1 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    now=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$pid/status" 2>/dev/null) || now=0
    if ((${now:-0} > peak)); then peak=$now; fi
    sleep 0.02
  done
  wait "$pid" || say "the run whose memory was measured failed: $(tail -n 3 "$PLACE/said")"
  printf '\npeak resident memory, %s: %d MB\n' "$what" $((peak / 1024))
}
