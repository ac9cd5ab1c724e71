#!/usr/bin/env bash
# The whole test suite, with engines and base images of its own. See --help.
set -euo pipefail

HERE=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
ROOT=$(dirname "$HERE")
LIB=$HERE/lib
TEST_DIR=$ROOT/.slipway/test
for part in say jdk debian engine-home reports stages left seeds; do
  # shellcheck source=/dev/null
  . "$LIB/$part.sh"
done

usage() {
  cat <<'END'
The whole test suite, on a machine where no engine need be running.

usage: ./manage.sh test [--quick] [--engine VERSION]… [--purge]

  scripts     shellcheck, and the tests of the scripts themselves
  programs    what the integration tests use beside an engine: a registry, a shell, BuildKit's own reader of Dockerfiles
  unit        mvn verify: unit tests, architecture, formatting; no engine
  pages       reports in the system's Chromium: filters, keyboard, paper, hostile logs, accessibility; no engine
  it-…        the integration tests on private engines: 20.10 with BuildKit and with the classic builder, and 28.5
  ai-stack-…  the real pipeline on each engine: built, found unchanged, checked
  it-…IT      each of the other pipelines, on the last of the engines while time is left: failing as it should, cured, unchanged, checked;
              sixty nights; a night that a real cron starts
  left        no process, mount, bridge, rule or network was left behind

  --quick           only what needs no engine
  --engine VERSION  only this engine (20.10, 26.1 or 28.5); may be given more than once
  --purge           remove the images of the test engines afterwards; otherwise they are kept, so that a second run is fast

The engines live under .slipway/test, apart from a developer's own; the ones that run already are left running. What each stage says
is kept in .slipway/test/STAGE.log. The last line counts: 'N passed, N failed, N skipped'.

environment: SLIPWAY_TEST_MINUTES  limit of the whole suite (80)
exit codes:  0 all passed, 1 something failed, 2 wrong command line, 130 interrupted
END
}

QUICK=no PURGE=no ENGINES=()
while (($# > 0)); do
  case $1 in
    --quick) QUICK=yes ;;
    --purge) PURGE=yes ;;
    --engine)
      if (($# < 2)); then die "$EXIT_USAGE" "--engine needs a value" "20.10, 26.1 or 28.5"; fi
      ENGINES+=("$2")
      shift
      ;;
    --engine=*) ENGINES+=("${1#*=}") ;;
    -h | --help)
      usage
      exit 0
      ;;
    *) die "$EXIT_USAGE" "test: unknown option '$1'" "./manage.sh test --help" ;;
  esac
  shift
done
if ((${#ENGINES[@]} == 0)); then ENGINES=(20.10 28.5); fi
for version in "${ENGINES[@]}"; do
  case $version in
    20.10 | 26.1 | 28.5) ;;
    *) die "$EXIT_USAGE" "--engine $version: no such engine here" "20.10, 26.1 or 28.5" ;;
  esac
done

BASES=(python@3.11 node@20 nginx@1.27 redis@7)
DEADLINE=$((${SLIPWAY_TEST_MINUTES:-80} * 60))
MARK=SLIPWAY_TEST_RUN=$$-$EPOCHREALTIME
TO_STOP=() TAGS=() PREPARED=no

mkdir -p "$TEST_DIR"
exec 5>"$TEST_DIR/lock"
flock -n 5 || die "$EXIT_FAILED" "another './manage.sh test' is running in this folder" "waiting for it"
find_jdk || die "$EXIT_USAGE" "no JDK $OLDEST_JDK or newer found on this machine" "installing one, or JAVA_HOME pointing to it"
command -v mvn >/dev/null || die "$EXIT_USAGE" "mvn is not on the PATH" "installing Maven 3.8.4 or newer"

# Nothing of the caller's engine reaches the tests; a test that needs one is given it.
unset DOCKER_HOST DOCKER_CONTEXT DOCKER_TLS_VERIFY DOCKER_CERT_PATH SLIPWAY_HOME SLIPWAY_ROOT SLIPWAY_TEST_BUILDER
export JAVA_HOME=$JDK "${MARK?}"
read_names_as_utf8

maven() { (cd "$ROOT" && mvn -B -Dstyle.color=never "$@"); }

engine_place() { printf '%s/engine-%s' "$TEST_DIR" "$1"; }

scripts_stages() {
  local test name
  if ! command -v shellcheck >/dev/null; then
    (apt_install "$EXIT_FAILED" shellcheck) >"$TEST_DIR/install-shellcheck.log" 2>&1 || true
  fi
  if command -v shellcheck >/dev/null; then
    stage shellcheck 300 check_scripts || true
  else
    skip_stage shellcheck "not installed, and it could not be (.slipway/test/install-shellcheck.log)"
  fi
  for test in "$HERE"/test/*-test.sh; do
    name=${test##*/}
    stage "${name%.sh}" 300 bash "$test" || true
  done
}

check_scripts() {
  cd "$ROOT"
  shellcheck manage.sh .ci/run scripts/*.sh scripts/lib/*.sh scripts/test/*.sh scripts/lib/image/*.sh
}

# What the engine holds besides images and its own networks.
engine_objects() {
  engine_home "$(engine_place "$1")"
  {
    engine_get '/containers/json?all=true' 20 | grep -oE '"Id":"[0-9a-f]{12}' | sed 's/.*"/container /'
    engine_get /networks 20 | grep -oE '\{"Name":"[^"]*"' | sed -E 's/.*:"(.*)"/network \1/' | grep -vxE 'network (bridge|host|none)'
    engine_get /volumes 20 | grep -oE '"Name":"[^"]*"' | sed -E 's/.*:"(.*)"/volume \1/'
  } | sort -u || true
}

# Pages of reports as people use them. The browser is the system's own: none is fetched from anywhere else.
pages_stages() {
  if ! command -v chromium >/dev/null; then
    (apt_install "$EXIT_FAILED" chromium) >"$TEST_DIR/install-chromium.log" 2>&1 || true
  fi
  if ! command -v chromium >/dev/null; then
    skip_stage pages "no chromium is installed, and it could not be (.slipway/test/install-chromium.log)"
  elif [[ ! -d $ROOT/target/test-classes/dev/slipway ]]; then
    skip_stage pages "the tests were not built"
  else
    test_stage pages 900 "$ROOT/target/failsafe-reports" page_tests || true
  fi
}

page_tests() { maven failsafe:integration-test failsafe:verify -Dgroups=browser; }

# A registry and a shell must be had, or the tests of registries would skip themselves unseen; the frontend needs Go and its proxy.
provide_programs() {
  "$HERE/provide.sh" registry && "$HERE/provide.sh" busybox || return 1
  "$HERE/provide.sh" frontend || echo "without it, the test of '# syntax=' skips itself"
}

engine_stages() {
  local version=$1 home base
  home=$(engine_place "$version")
  engine_home "$home"
  TAGS+=("$ENGINE_TAG")
  if ! engine_answers; then TO_STOP+=("$version"); fi
  if ! stage "engine-$version" 1200 "$HERE/engine.sh" up --engine "$version" --home "$home"; then return; fi
  DOCKER_HOST=$("$HERE/engine.sh" up --engine "$version" --home "$home" 2>/dev/null)
  export DOCKER_HOST
  stage "bases-$version" 1500 provide_bases "${BASES[@]}" || return 0
  engine_objects "$version" >"$TEST_DIR/objects-$version.before"
  test_stage "it-$version" 1800 "$ROOT/target/failsafe-reports" integration_tests auto || true
  if [[ $version == 20.10 ]]; then
    test_stage "it-$version-classic" 1800 "$ROOT/target/failsafe-reports" integration_tests classic || true
  fi
  stack_stages "$version"
  if [[ $version == "${ENGINES[-1]}" ]]; then seed_stages "$version"; fi
  stage "objects-$version" 60 no_new_objects "$version" || true
  unset DOCKER_HOST
}

provide_bases() {
  local base
  for base in "$@"; do
    "$HERE/base-image.sh" "${base%@*}" "${base#*@}" || return 1
  done
}

# The classes are compiled and the unit tests done: Failsafe alone, on the JVM that Maven runs on. What is the same with any
# builder is asked with the usual one.
integration_tests() {
  local without=seed,nights,browser
  if [[ $1 != auto ]]; then
    export SLIPWAY_TEST_BUILDER=$1
    without=$without,any-builder
  fi
  maven failsafe:integration-test failsafe:verify -DexcludedGroups="$without"
}

# Pipelines whose images are of real size, and sixty nights of one: once is enough, as what differs between engines is tested by
# smaller ones. Each is begun only while there is time for it, so that a slow machine tells what it left out and not that it failed.
seed_stages() {
  local class classes
  mapfile -t classes < <(seed_classes)
  for class in "${classes[@]}"; do
    if ! seed_begins "$class"; then
      skip_stage "it-$class" "it wants $(($(seed_room "$class") / 60)) minutes, and $(((DEADLINE - SECONDS) / 60)) of the suite's are left"
      continue
    fi
    stage "bases-$class" 900 seed_bases "$class" || continue
    if ! seed_begins "$class"; then
      skip_stage "it-$class" "its bases took so long that less than $(($(seed_room "$class") / 60)) minutes are left"
      continue
    fi
    test_stage "it-$class" 1500 "$ROOT/target/failsafe-reports" seed_tests "$class" || true
  done
}

# Bases that no other test wants.
seed_bases() {
  case $1 in
    ArqWorkerIT | AnalystBackendIT) provide_bases python@3.13 ;;
    NumpyToolchainIT) provide_bases mongo@7.0 ;;
  esac
}

seed_tests() { maven failsafe:integration-test failsafe:verify -Dgroups='seed|nights' -Dit.test="$1"; }

stack_stages() {
  local version=$1
  export SLIPWAY_HOME=$TEST_DIR/home-$version
  if ! stage "ai-stack-$version" 1800 "$ROOT/manage.sh" build --output plain; then
    unset SLIPWAY_HOME
    return
  fi
  stage "unchanged-$version" 300 unchanged || true
  stage "check-$version" 900 "$ROOT/manage.sh" check --output plain || true
  unset SLIPWAY_HOME
}

unchanged() {
  local plan
  plan=$("$ROOT/manage.sh" plan) || return 1
  printf '%s\n' "$plan"
  if grep -E '^#[0-9]+ +build ' <<<"$plan"; then
    echo "built a moment ago, and would be built again"
    return 1
  fi
  "$ROOT/manage.sh" build --output plain
}

no_new_objects() {
  local new
  engine_objects "$1" >"$TEST_DIR/objects-$1.after"
  new=$(comm -13 "$TEST_DIR/objects-$1.before" "$TEST_DIR/objects-$1.after")
  if [[ -n $new ]]; then
    printf 'left in the engine: %s\n' "$new"
    return 1
  fi
  echo "no container, network or volume was left in the engine"
}

stop_engines() {
  local version home purge=() status=0
  if [[ $PURGE == yes ]]; then purge=(--purge); fi
  for version in "${TO_STOP[@]}"; do
    "$HERE/engine.sh" down --engine "$version" --home "$(engine_place "$version")" "${purge[@]}" || status=1
  done
  # Tests stop their own engines, unless they were ended in the middle.
  for home in "$ROOT"/.slipway/throw-away/*/; do
    if [[ -d $home ]]; then "$HERE/engine.sh" down --home "$home" --purge || status=1; fi
  done
  return "$status"
}

interrupt() {
  INTERRUPTED=$1
  say "SIG$1: ending; engines are stopped first"
  end_stage
}

# Whatever happened: stop what was started, prove that nothing is left, and close with the count.
finish() {
  local status=$?
  trap - EXIT
  trap '' INT TERM HUP
  set +e
  end_stage
  # Stopping and proving are done even when no time was left for the tests.
  DEADLINE=$((SECONDS + 300)) INTERRUPTED_BY=$INTERRUPTED INTERRUPTED=''
  : "$DEADLINE"
  if [[ $PREPARED == yes ]]; then
    if ((${#TO_STOP[@]} > 0)); then stage stop 240 stop_engines; fi
    stage left 60 nothing_left "$TEST_DIR/machine.before" "$TEST_DIR/machine.after" "$MARK" "${TAGS[@]}" && tail -n 20 "$STAGE_LOG" >&2
  fi
  if [[ -n $INTERRUPTED_BY ]]; then
    FAILED=$((FAILED + 1))
    row interrupted 0 "by SIG$INTERRUPTED_BY"
    status=130
  elif ((FAILED > 0)); then
    status=1
  elif ((status != 0)); then
    FAILED=1
  fi
  print_rows
  printf '%s\n' "$(counts "$PASSED" "$FAILED" "$SKIPPED")"
  exit "$status"
}
trap finish EXIT
for signal in INT TERM HUP; do
  # shellcheck disable=SC2064 # now
  trap "interrupt $signal" "$signal"
done

photograph "$TEST_DIR/machine.before"
PREPARED=yes
say "JDK $JDK_VERSION in $JDK; logs in $TEST_DIR"
scripts_stages
test_stage unit 2400 "$ROOT/target/surefire-reports" maven verify -DskipITs || true
pages_stages
if [[ $QUICK == no ]]; then
  stage programs 900 provide_programs || true
  for version in "${ENGINES[@]}"; do
    if [[ -e $ROOT/target/slipway-all.jar ]]; then engine_stages "$version"; else skip_stage "engine-$version" "the program was not built"; fi
  done
fi
