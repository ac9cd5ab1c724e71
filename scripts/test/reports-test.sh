#!/usr/bin/env bash
# How the suite counts: a count that cannot be wrong in our favour.
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/harness.sh"
# shellcheck source=scripts/lib/say.sh
. "$PROJECT/scripts/lib/say.sh"
# shellcheck source=scripts/lib/reports.sh
. "$PROJECT/scripts/lib/reports.sh"
# shellcheck source=scripts/lib/stages.sh
. "$PROJECT/scripts/lib/stages.sh"
# shellcheck source=scripts/lib/left.sh
. "$PROJECT/scripts/lib/left.sh"
# shellcheck disable=SC2034
DEADLINE=600

report() {
  mkdir -p reports
  cat >reports/TEST-a.BTest.xml <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<testsuite xmlns:xsi="x" version="3.0.2" name="a.BTest" time="0.9" tests="5" errors="1" skipped="1" failures="1">
  <testcase name="fine" classname="a.BTest" time="0.1"/>
  <testcase name="breaks" classname="a.BTest" time="0.1">
    <failure message="expected: &lt;1&gt;&#10;but was: &quot;2&quot; &amp; more" type="x.AssertionFailedError"><![CDATA[trace]]></failure>
  </testcase>
  <testcase name="throws" classname="a.BTest" time="0.1"><error type="java.lang.IllegalStateException"><![CDATA[trace]]></error></testcase>
  <testcase name="waits" classname="a.BTest"><skipped type="org.opentest4j.TestAbortedException"><![CDATA[org.opentest4j.TestAbortedException: Assumption failed: DOCKER_HOST is not set
	at a.BTest.waits(BTest.java:1)
]]></skipped></testcase>
  <testcase name="last" classname="a.BTest"/>
</testsuite>
END
}

counted() {
  report
  expect_is "$(report_counts reports)" "2 2 1"
}

errors_count() {
  report
  sed -i 's/errors="1"/errors="2"/; s/tests="5"/tests="6"/' reports/TEST-a.BTest.xml
  expect_is "$(report_counts reports)" "2 3 1"
}

told() {
  report
  expect_is "$(report_messages reports failed)" 'BTest.breaks: expected: <1> but was: "2" & more
BTest.throws: trace'
  expect_is "$(report_messages reports skipped)" "BTest.waits: DOCKER_HOST is not set"
}

summed() {
  TEST_DIR=$PWD
  make_report() { report && sed -i 's/DOCKER_HOST is not set/no room/' reports/*.xml && return 1; }
  test_stage unit 60 "$PWD/reports" make_report || true
  expect_is "$(counts "$PASSED" "$FAILED" "$SKIPPED")" "2 passed, 2 failed, 1 skipped"
}

without_tests() {
  TEST_DIR=$PWD
  test_stage unit 60 "$PWD/none" true || true
  expect_is "$(counts "$PASSED" "$FAILED" "$SKIPPED")" "0 passed, 1 failed, 0 skipped"
}

failing_without_a_failed_test() {
  TEST_DIR=$PWD
  make_report() {
    report
    sed -i 's/errors="1"/errors="0"/; s/failures="1"/failures="0"/' reports/TEST-a.BTest.xml
    return 1
  }
  test_stage unit 60 "$PWD/reports" make_report || true
  expect_is "$(counts "$PASSED" "$FAILED" "$SKIPPED")" "4 passed, 1 failed, 1 skipped"
}

skipping_for_want_of_an_engine() {
  TEST_DIR=$PWD
  make_report() { report && sed -i 's/errors="1"/errors="0"/; s/failures="1"/failures="0"/' reports/TEST-a.BTest.xml; }
  test_stage it-20.10 60 "$PWD/reports" make_report || true
  expect_is "$(counts "$PASSED" "$FAILED" "$SKIPPED")" "4 passed, 1 failed, 1 skipped"
}

stale_reports() {
  TEST_DIR=$PWD
  report
  test_stage unit 60 "$PWD/reports" true || true
  expect_is "$PASSED" 0
}

limits() {
  TEST_DIR=$PWD
  hang() { sleep 7531 & sleep 7531; }
  stage hanging 5 hang 2>/dev/null || true
  expect_is "$FAILED" 1
  expect_has "$(cat hanging.log)" "the limit of this stage"
  if pgrep -f 'sleep 7531' >/dev/null; then fail "the stage's children are alive"; fi
}

left_processes() {
  TEST_DIR=$PWD
  export SLIPWAY_LEFT_TEST=$$-$RANDOM
  photograph before
  # It ends by itself before the suite would take it for its own, should this test be killed.
  (setsid sleep 6 >/dev/null 2>&1 &)
  sleep 0.3
  status=0
  said=$(LEFT_PATIENCE=0 nothing_left before after "SLIPWAY_LEFT_TEST=$SLIPWAY_LEFT_TEST" slipway-none) || status=$?
  grep -oE 'process [0-9]+ sleep 6' <<<"$said" | cut -d' ' -f2 | xargs -r kill
  expect_is "$status" 1
  expect_has "$said" "sleep 6"
}

left_cgroups() {
  TEST_DIR=$PWD
  photograph before
  { cat before && echo "link slwabcdef01" && echo "rule nat -A POSTROUTING -m comment --comment slipway-abcdef01 -j MASQUERADE"; } | sort >after
  photograph() { :; }
  status=0
  said=$(CI='' nothing_left before after NO_SUCH=mark slipway-abcdef01) || status=$?
  expect_is "$status" 1
  expect_has "$said" "left behind: link slwabcdef01"
  expect_has "$said" "left behind: rule nat"
  status=0
  said=$(CI='' nothing_left before after NO_SUCH=mark slipway-00000000) || status=$?
  expect_is "$status" 0
  expect_has "$said" "new, but not ours: link slwabcdef01"
}

it "reports are counted" counted
it "errors count as failures" errors_count
it "messages are told on one line each" told
it "a failing Maven with failed tests adds nothing but them" summed
it "a stage without a test is a failure" without_tests
it "a failing Maven without a failed test is a failure" failing_without_a_failed_test
it "a suite that skips itself for want of an engine is a failure" skipping_for_want_of_an_engine
it "reports of an earlier run do not count" stale_reports
it "a stage over its limit is ended with all its children" limits
it "a process that is left behind is found" left_processes
it "a bridge and a rule that are left behind are found" left_cgroups
finish_tests
