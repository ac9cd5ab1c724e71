# shellcheck shell=bash
# Measuring what a context costs: seconds, and bytes on the wire in all, on an engine of its own that is thrown away.
# The caller has set HERE, ROOT, PLACE, JDK and VERSION.
# shellcheck disable=SC2034,SC2153,SC2154

readonly CONTEXT_FOLDERS=100 CONTEXT_FILES=200 CONTEXT_FILE_SIZE=25600
CONTEXT_HOME='' CONTEXT_COUNTER='' CHANGED_BYTES=0

# 20,000 files of random bytes, 512 MB, in a folder that no engine has seen before.
plant_context() {
  local folder n
  for ((n = 0; n < CONTEXT_FOLDERS; n++)); do
    folder=$PLACE/context/app/$(printf 'folder-%03d' "$n")
    mkdir -p "$folder"
    head -c $((CONTEXT_FILES * CONTEXT_FILE_SIZE)) /dev/urandom | split -b "$CONTEXT_FILE_SIZE" -a 3 -d - "$folder/file-"
  done
  printf 'FROM scratch\nCOPY . /\n' >"$PLACE/context/app/Dockerfile"
  printf 'slipway: 1\nname: bench-context\nimages:\n  app: {tags: [bench-ours/context:latest]}\n' >"$PLACE/context/pipeline.yaml"
}

change_a_byte() {
  CHANGED_BYTES=$((CHANGED_BYTES + 1))
  # A digit of its own each time: the byte may be that one already, but not twice in a row.
  printf '%d' $((CHANGED_BYTES % 10)) | dd of="$PLACE/context/app/folder-050/file-100" bs=1 seek=$((1000 + CHANGED_BYTES)) conv=notrunc status=none
}

# Clients speak to the engine through a socket that counts.
start_counter() {
  coproc COUNTER { exec "$JDK/bin/java" -Xmx64m "$ROOT/src/test/java/dev/slipway/scenario/wire/EngineProxy.java" "$PLACE/counted.sock" "$1" 2>"$PLACE/counter-said"; }
  # shellcheck disable=SC2153 # set by coproc
  COUNTER_OUT=${COUNTER[0]} COUNTER_IN=${COUNTER[1]} CONTEXT_COUNTER=$COUNTER_PID
  count_bytes || die "$EXIT_FAILED" "the counting socket did not start: $(tail -n 5 "$PLACE/counter-said")"
}

# Sets SENT and RECEIVED to the bytes since the last time.
count_bytes() { printf '\n' >&"$COUNTER_IN" && read -r -t 60 SENT RECEIVED <&"$COUNTER_OUT"; }

# Its whole heap is 128 MB, a quarter of the context.
context_ours() {
  _JAVA_OPTIONS=-Xmx128m DOCKER_HOST=unix://$PLACE/counted.sock SLIPWAY_HOME=$PLACE/context/home exec \
    "$ROOT/manage.sh" --no-setup build -p "$PLACE/context/pipeline.yaml" --output plain
}

context_buildx() {
  DOCKER_HOST=unix://$PLACE/counted.sock DOCKER_CONFIG=$PLACE/context/docker exec \
    "$BUILDX" build --builder=default --provenance=false --progress=plain --tag=bench-buildx/context:latest "$PLACE/context/app"
}

# context_row NAME FUNCTION: one build, its time, its bytes and its memory.
context_row() {
  local began pid peak=0 now took
  count_bytes
  began=${EPOCHREALTIME/[.,]/}
  ("$2") </dev/null >"$PLACE/said" 2>&1 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    now=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$pid/status" 2>/dev/null) || now=0
    if ((${now:-0} > peak)); then peak=$now; fi
    sleep 0.05
  done
  took=$((${EPOCHREALTIME/[.,]/} - began))
  wait "$pid" || die "$EXIT_FAILED" "$1 failed; its last words: $(tail -n 15 "$PLACE/said")"
  count_bytes
  printf '%-34s %8s s %12s B sent %9s B received %5d MB of memory\n' "$1" "$(awk -v t="$took" 'BEGIN {printf "%.2f", t / 1e6}')" "$SENT" "$RECEIVED" $((peak / 1024))
}

context_bench() {
  local n engine
  CONTEXT_HOME=$ROOT/.slipway/bench/context-$VERSION
  say "planting 20,000 files"
  plant_context
  engine=$("$HERE/engine.sh" up --engine "$VERSION" --home "$CONTEXT_HOME")
  start_counter "${engine#unix://}"
  BUILDX=$("$HERE/provide.sh" buildx) || BUILDX=''
  printf '\na context of %d files, %d MB; engine %s\n' $((CONTEXT_FOLDERS * CONTEXT_FILES)) \
    $((CONTEXT_FOLDERS * CONTEXT_FILES * CONTEXT_FILE_SIZE / 1000000)) "$VERSION"
  # What is measured is a build, not the reading of files for the first time from a disk.
  find "$PLACE/context/app" -type f -exec cat {} + >/dev/null
  context_row 'first build, slipway (-Xmx128m)' context_ours
  if [[ -n $BUILDX ]]; then context_row 'first build, buildx' context_buildx; fi
  for ((n = 0; n < 3; n++)); do
    change_a_byte
    context_row 'one byte changed, slipway' context_ours
    if [[ -n $BUILDX ]]; then
      change_a_byte
      context_row 'one byte changed, buildx' context_buildx
    fi
  done
  context_end
}

# Also after a failure: the counter ends with its input, the engine goes with all that it holds.
context_end() {
  if [[ -n $CONTEXT_COUNTER ]]; then
    exec {COUNTER_IN}>&-
    wait "$CONTEXT_COUNTER" 2>/dev/null || true
    CONTEXT_COUNTER=''
  fi
  if [[ -n $CONTEXT_HOME ]]; then
    "$HERE/engine.sh" down --engine "$VERSION" --home "$CONTEXT_HOME" --purge
    CONTEXT_HOME=''
  fi
}
