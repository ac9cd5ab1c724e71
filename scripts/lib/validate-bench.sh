# shellcheck shell=bash
# Measuring what it costs to read long Dockerfiles before a build: their cost is to grow with their lines, and no faster.
# The caller has set ROOT, RUNS and PLACE, and brings measure (timing.sh).
# shellcheck disable=SC2034,SC2153,SC2154

# long_dockerfile NAME LINES FORMAT: a pipeline of one image whose RUN lines differ by their number alone.
long_dockerfile() {
  local folder=$PLACE/$1
  mkdir -p "$folder"
  printf 'slipway: 1\nname: bench-long\nimages:\n  long: {context: ., tags: [bench-ours/long:latest]}\n' >"$folder/pipeline.yaml"
  awk -v lines="$2" -v format="$3\n" 'BEGIN { print "FROM python:3.11-slim"; while (at++ < lines) printf format, at }' >"$folder/Dockerfile"
}

validate_long() { "$ROOT/manage.sh" --no-setup validate -p "$PLACE/$1/pipeline.yaml" </dev/null >"$PLACE/said" 2>&1; }
validate_1000() { validate_long run-1000; }
validate_20000() { validate_long run-20000; }
validate_installs() { validate_long installs-10000; }

validate_bench() {
  long_dockerfile run-1000 1000 'RUN echo %d && true'
  long_dockerfile run-20000 20000 'RUN echo %d && true'
  long_dockerfile installs-10000 10000 'RUN apt-get update && apt-get install -y curl-%d && curl -V && rm -rf /var/lib/apt/lists/*'
  measure "$RUNS" 'validate 1,000 lines:validate_1000' ''
  measure "$RUNS" 'validate 20,000 lines:validate_20000' ''
  measure "$RUNS" 'validate 10,000 installs:validate_installs' ''
}
