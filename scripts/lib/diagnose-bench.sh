# shellcheck shell=bash
# Measuring what a judgement of a long log costs: whole commands on one core, 100 MB each.
# The caller has set ROOT and PLACE, and brings measure (timing.sh).
# shellcheck disable=SC2034,SC2153,SC2154

readonly LOG_BYTES=100000000

# repeated FILE LINES LAST: the lines over and over, then the last ones.
repeated() {
  { yes "$2" || true; } | head -c "$LOG_BYTES" >"$1"
  printf '\n%s\n' "$3" >>"$1"
}

plant_logs() {
  local last='#9 99.1 error: command '\''gcc'\'' failed: No such file or directory
#9 ERROR: process "/bin/sh -c pip install -r requirements.txt" did not complete successfully: exit code: 1'
  repeated "$PLACE/pip.log" '#9 12.34 Collecting uvicorn==0.30.1
#9 12.61   Downloading uvicorn-0.30.1-py3-none-any.whl (62 kB)
#9 12.70      ---------------------------------------- 62.4/62.4 kB 5.1 MB/s eta 0:00:00
#9 12.94 Requirement already satisfied: click>=7.0 in /usr/local/lib/python3.11/site-packages (8.1.7)' "$last"
  repeated "$PLACE/errors.log" '#9 12.34 ERROR: this line fails, and says error: no such file or directory' "$last"
  repeated "$PLACE/evil.log" "#9 1.0 $(printf 'a%.0s' {1..500})!$(printf ' (%.0s' {1..200})" "$last"
}

diagnose_on_one_core() { taskset -c 0 "$ROOT/manage.sh" --no-setup diagnose "$1" </dev/null >"$PLACE/said" 2>&1; }
diagnose_pip() { diagnose_on_one_core "$PLACE/pip.log"; }
diagnose_errors() { diagnose_on_one_core "$PLACE/errors.log"; }
diagnose_evil() { diagnose_on_one_core "$PLACE/evil.log"; }

diagnose_bench() {
  plant_logs
  measure "$RUNS" 'diagnose 100 MB of pip:diagnose_pip' ''
  measure "$RUNS" 'diagnose 100 MB of errors:diagnose_errors' ''
  measure "$RUNS" 'diagnose 100 MB against regexes:diagnose_evil' ''
  peak_memory "diagnosing 100 MB" "$ROOT/manage.sh" --no-setup diagnose "$PLACE/pip.log"
}
