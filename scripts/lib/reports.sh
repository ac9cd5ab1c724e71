# shellcheck shell=bash
# Reads the XML reports that Surefire and Failsafe write.

# report_counts FOLDER: prints PASSED FAILED SKIPPED over all reports in it.
report_counts() {
  local files=("$1"/TEST-*.xml)
  if [[ ! -e ${files[0]} ]]; then
    echo 0 0 0
    return
  fi
  awk 'BEGIN {RS = "<"} /^testsuite[ \t\n]/ {
      tests += value("tests"); failed += value("failures") + value("errors"); skipped += value("skipped")
    }
    function value(name) { return match($0, "[ \t\n]" name "=\"[0-9]+") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) + 0 : 0 }
    END {print tests - failed - skipped, failed + 0, skipped + 0}' "${files[@]}"
}

# report_messages FOLDER KIND: one line for each test that is KIND ("failed" or "skipped"): Class.test, and why.
report_messages() {
  local files=("$1"/TEST-*.xml)
  if [[ ! -e ${files[0]} ]]; then return; fi
  awk -v kind="$2" 'BEGIN {RS = "<"}
    function value(name) { return match($0, "[ \t\n]" name "=\"[^\"]*") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : "" }
    function plain(text) {
      gsub(/&#1[03];|&#9;/, " ", text); gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text)
      gsub(/&apos;/, "\047", text); gsub(/&amp;/, "\\&", text); gsub(/[ \t\n]+/, " ", text)
      return length(text) > 400 ? substr(text, 1, 400) "…" : text
    }
    function tell(why) { printf "%s.%s: %s\n", class, plain(name), plain(why); waiting = 0 }
    # Without a message attribute the first line of the text says it; else the type must do.
    waiting && /^!\[CDATA\[/ {sub(/^!\[CDATA\[/, ""); sub(/\n.*|\]\]>.*/, ""); sub(/^[a-zA-Z0-9_.]*TestAbortedException: (Assumption failed: )?/, ""); tell($0 == "" ? type : $0)}
    waiting {tell(type)}
    /^testcase[ \t\n]/ {name = value("name"); class = value("classname"); sub(/.*\./, "", class)}
    (kind == "failed" && /^(failure|error)[ \t\n>]/) || (kind == "skipped" && /^skipped[ \t\n\/>]/) {
      type = value("type")
      if (value("message") != "") tell(value("message")); else waiting = 1
    }' "${files[@]}"
}
