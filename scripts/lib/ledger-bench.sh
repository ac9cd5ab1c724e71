# shellcheck shell=bash
# Measuring what it costs to ask a ledger that remembers many runs.
# The caller has set ROOT, RUNS and PLACE, and brings measure (timing.sh).
# shellcheck disable=SC2034,SC2153,SC2154

readonly LEDGER_RUNS=10000

# story RUN BEGAN VERSION: one nightly run of three images, each with its layers, packages and checks.
story() {
  local at=$2 image position packages=''
  for ((position = 0; position < 60; position++)); do
    packages+=",{\"manager\":\"pip\",\"name\":\"package-$position\",\"version\":\"1.$((position % 7)).$(($3 / (position + 30)))\"}"
  done
  printf '{"event":"run-started","at":"%s","span":"run","run":"%s","command":"nightly","pipeline":"ai-stack","engine":"Docker 28.5","images":[%s],"provenance":{"slipway":"0.1.0","commit":"4f1c0ffee4f1c0ffee4f1c0ffee4f1c0ffee4f1c","dirty":false}}\n' \
    "$at" "$1" '{"name":"backend","action":"build","cause":"nightly","variants":["default"],"needs":[]},{"name":"frontend","action":"build","cause":"nightly","variants":["default"],"needs":[]},{"name":"worker","action":"build","cause":"nightly","variants":["default"],"needs":[]}'
  for image in backend frontend worker; do
    local span="image/$image/default#1"
    printf '{"event":"image-started","at":"%s","span":"image/%s","image":"%s","cause":"nightly"}\n' "$at" "$image" "$image"
    printf '{"event":"attempt-started","at":"%s","span":"%s","image":"%s","variant":"default","number":1}\n' "$at" "$span" "$image"
    printf '{"event":"step-started","at":"%s","span":"%s/build","kind":"build","title":"build Dockerfile"}\n' "$at" "$span"
    for position in 1 2 3 4 5 6 7 8; do
      printf '{"event":"step-started","at":"%s","span":"%s/build/%s","kind":"layer","title":"RUN step %s of %s"}\n' "$at" "$span" "$position" "$position" "$image"
      printf '{"event":"step-ended","at":"%s","span":"%s/build/%s","tookMs":1%s00,"status":"passed","detail":"","facts":{}}\n' "$at" "$span" "$position" "$position"
    done
    printf '{"event":"step-ended","at":"%s","span":"%s/build","tookMs":14%s,"status":"passed","detail":"","facts":{}}\n' "$at" "$span" "$(($3 % 900 + 100))"
    printf '{"event":"inventory-taken","at":"%s","span":"%s","image":"%s","variant":"default","inventory":{"id":"sha256:%s","bytes":431200000,"layers":[{"instruction":"FROM python:3.11-slim","bytes":120000000}],"packages":[%s],"unasked":[]}}\n' "$at" "$span" "$image" "$3" "${packages#,}"
    for position in 1 2 3; do
      printf '{"event":"step-started","at":"%s","span":"%s/check.%s","kind":"check","title":"check %s"}\n' "$at" "$span" "$position" "$position"
      printf '{"event":"step-ended","at":"%s","span":"%s/check.%s","tookMs":1%s00,"status":"passed","detail":"","facts":{"importMs":"8%s","peakMemoryBytes":"120000000"}}\n' "$at" "$span" "$position" "$position" "$position"
    done
    printf '{"event":"attempt-ended","at":"%s","span":"%s","tookMs":19000,"image":"%s","status":"passed","log":"logs/%s.log"}\n' "$at" "$span" "$image" "$image"
    printf '{"event":"image-ended","at":"%s","span":"image/%s","tookMs":19000,"image":"%s","status":"built","result":{"variant":"default","id":"sha256:%s","bytes":431200000},"reason":""}\n' "$at" "$image" "$image" "$3"
  done
  printf '{"event":"run-ended","at":"%s","span":"run","tookMs":61%s,"verdict":"proven","summary":"3 images proven"}\n' "$at" "$(($3 % 900 + 100))"
}

plant_runs() {
  local number began stamp id
  for ((number = 0; number < LEDGER_RUNS; number++)); do
    began=$((1600000000 + number * 21600))
    TZ=UTC printf -v stamp '%(%Y-%m-%dT%H:%M:%SZ)T' "$began"
    TZ=UTC printf -v id '%(%Y%m%d-%H%M%S)T-%04x' "$began" "$((number % 65536))"
    mkdir -p "$PLACE/ledger/runs/$id"
    story "$id" "$stamp" "$number" >"$PLACE/ledger/runs/$id/journal.jsonl"
  done
}

remembering() { SLIPWAY_HOME=$PLACE/ledger SLIPWAY_ROOT=$PLACE "$ROOT/manage.sh" --no-setup "$@" </dev/null; }
past() { remembering history "$@" >"$PLACE/said" 2>&1; }
past_last() { past; }
past_show() { past show latest; }
past_image() { past image worker; }
past_five_hundred() { past --limit 500 --output json; }
index_written() { remembering report --index="$PLACE/index/index.html" >"$PLACE/said" 2>&1; }
index_served() { curl -sSf --noproxy '*' -o "$PLACE/index.html" "$REPORTS_AT" >"$PLACE/said" 2>&1; }

REPORTS_SERVER=''

# Serves reports until reports_end; sets REPORTS_AT.
reports_begin() {
  local said
  exec {REPORTS_OUT}< <(SLIPWAY_HOME=$PLACE/ledger SLIPWAY_ROOT=$PLACE exec "$ROOT/manage.sh" --no-setup report --serve </dev/null)
  REPORTS_SERVER=$!
  read -r said <&"$REPORTS_OUT" || die "$EXIT_FAILED" "'report --serve' ended before it served"
  REPORTS_AT=$(grep -o 'http://[^, ]*' <<<"$said")
}

reports_end() {
  if [[ -z $REPORTS_SERVER ]]; then return; fi
  kill -TERM "$REPORTS_SERVER" 2>/dev/null || true
  exec {REPORTS_OUT}<&-
  REPORTS_SERVER=''
}

ledger_bench() {
  say "planting $LEDGER_RUNS journals"
  plant_runs
  local began=${EPOCHREALTIME/./}
  past
  say "folding them: $(((${EPOCHREALTIME/./} - began) / 1000)) ms; the ledger: $(du -m "$PLACE/ledger/ledger.db" | cut -f1) MB"
  measure "$RUNS" 'history, the last 20:past_last' ''
  measure "$RUNS" 'history show latest:past_show' ''
  measure "$RUNS" 'history image worker:past_image' ''
  measure "$RUNS" 'history of 500 runs, JSON:past_five_hundred' ''
  measure "$RUNS" 'report --index, 30 pages:index_written' ''
  reports_begin
  measure "$RUNS" 'the index page, served:index_served' ''
  reports_end
  say "the index page: $(($(stat -c %s "$PLACE/index.html") / 1000)) kB"
  peak_memory "history of 500 runs" env "SLIPWAY_HOME=$PLACE/ledger" "SLIPWAY_ROOT=$PLACE" "$ROOT/manage.sh" --no-setup history --limit 500
}
