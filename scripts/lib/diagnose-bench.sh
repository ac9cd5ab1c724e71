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

# varied FILE LAST: a build of many steps in which hardly a line comes twice; some of its names speak of errors.
varied() {
  awk -v bytes="$LOG_BYTES" -v last="$2" '
    function any(n) { return int(rand() * n) }
    function name(  n, text) { for (n = any(3); n >= 0; n--) text = text words[1 + any(count)] (n ? "-" : ""); return text }
    function path(  n, text) { for (n = 2 + any(5); n > 0; n--) text = text words[1 + any(count)] "/"; return text name() ".py" }
    function version() { return any(30) "." any(40) "." any(99) }
    function hex(n,  text) { for (; n > 0; n--) text = text substr("0123456789abcdef", 1 + any(16), 1); return text }
    function line() {
      kind = any(7)
      if (kind == 0) return "Collecting " name() "==" version()
      if (kind == 1) return "  Downloading " name() "-" version() "-cp311.whl (" any(99999) " kB)"
      if (kind == 2) return "Requirement already satisfied: " name() ">=" version() " in /usr/local/lib/" path()
      if (kind == 3) return "[" any(4000) "/4000] Building CXX object CMakeFiles/" name() ".dir/" path()
      if (kind == 4) return "npm http fetch GET 200 https://npm.example/" name() "/-/" version() ".tgz " any(9999) "ms"
      if (kind == 5) return "sha256:" hex(16) hex(16) " " any(99) ".5MB / " any(999) "MB"
      return "warning: " path() ":" any(4000) ": " name() " is old, use " name() (any(20) ? "" : " (error ignored)")
    }
    BEGIN {
      srand(7)
      count = split("layer wheel module chunk asset react numpy torch server client types stream parser legacy core http json yaml", words)
      for (size = 0; size < bytes; size += length(text) + 1) {
        text = sprintf("#%d %.3f %s", 3 + any(16), at += rand() / 500, line())
        print text
      }
      print last
    }' >"$1"
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
  varied "$PLACE/varied.log" "$last"
}

diagnose_on_one_core() { taskset -c 0 "$ROOT/manage.sh" --no-setup diagnose "$1" </dev/null >"$PLACE/said" 2>&1; }
diagnose_pip() { diagnose_on_one_core "$PLACE/pip.log"; }
diagnose_errors() { diagnose_on_one_core "$PLACE/errors.log"; }
diagnose_varied() { diagnose_on_one_core "$PLACE/varied.log"; }
diagnose_evil() { diagnose_on_one_core "$PLACE/evil.log"; }

diagnose_bench() {
  plant_logs
  measure "$RUNS" 'diagnose 100 MB of pip:diagnose_pip' ''
  measure "$RUNS" 'diagnose 100 MB, varied:diagnose_varied' ''
  measure "$RUNS" 'diagnose 100 MB of errors:diagnose_errors' ''
  measure "$RUNS" 'diagnose 100 MB against regexes:diagnose_evil' ''
  peak_memory "diagnosing 100 MB of pip" "$ROOT/manage.sh" --no-setup diagnose "$PLACE/pip.log"
  peak_memory "diagnosing 100 MB of errors" "$ROOT/manage.sh" --no-setup diagnose "$PLACE/errors.log"
}
