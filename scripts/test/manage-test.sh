#!/usr/bin/env bash
# manage.sh with a JDK, a Maven and an engine that only pretend: what it decides, not what they do.
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/harness.sh"

# A clone with a space in its path, a JDK newer than any real one, and a Maven that notes each build.
clone() {
  mkdir -p "a clone/src/main" home bin
  cp -r "$PROJECT/manage.sh" "$PROJECT/scripts" "a clone/"
  echo one >"a clone/src/main/One.java"
  echo '<project/>' >"a clone/pom.xml"
  jdk jdk-99 99.0.1
  cat >bin/mvn <<'END'
#!/bin/sh
echo built >>"$BUILDS"
[ -z "$MAVEN_SAYS" ] || { printf '%s\n' "$MAVEN_SAYS"; exit 1; }
sleep 0.3
mkdir -p target && echo jar >target/slipway-all.jar
END
  chmod +x bin/mvn
  export HOME=$PWD/home PATH=$PWD/bin:$PATH JAVA_HOME=$PWD/jdk-99 BUILDS=$PWD/builds MAVEN_SAYS=''
  unset DOCKER_HOST DOCKER_CONTEXT SLIPWAY_HOME SLIPWAY_ROOT
}

# jdk FOLDER VERSION: its java prints what it was given.
jdk() {
  mkdir -p "$1/bin"
  printf 'IMPLEMENTOR="Nobody"\nJAVA_VERSION="%s"\n' "$2" >"$1/release"
  cat >"$1/bin/java" <<'END'
#!/bin/sh
printf 'jdk %s\n' "$0"
printf 'in %s\n' "$PWD"
printf 'root %s\nhome %s\nhost %s\n' "$SLIPWAY_ROOT" "$SLIPWAY_HOME" "$DOCKER_HOST"
for argument in "$@"; do printf '<%s>' "$argument"; done
echo
exit "${PROGRAM_EXIT:-0}"
END
  printf '#!/bin/sh\n' >"$1/bin/javac"
  printf '#!/bin/sh\n' >"$1/bin/jar"
  chmod +x "$1"/bin/*
}

builds() { if [[ -e $BUILDS ]]; then wc -l <"$BUILDS"; else echo 0; fi; }

runs_from_another_folder() {
  clone
  mkdir elsewhere
  cd elsewhere || exit
  said=$("../a clone/manage.sh" validate -p "my file.yaml" 2>/dev/null)
  expect_has "$said" "<validate><-p><my file.yaml>"
  expect_has "$said" "in $PWD"
  expect_has "$said" "root ${PWD%/elsewhere}/a clone"
}

runs_through_links() {
  clone
  mkdir links && ln -s "../a clone/manage.sh" links/first && ln -s first links/second
  said=$(cd / && "$OLDPWD/links/second" validate 2>/dev/null)
  expect_has "$said" "root $PWD/a clone"
}

builds_once() {
  clone
  "a clone/manage.sh" validate >/dev/null 2>&1
  "a clone/manage.sh" validate >/dev/null 2>&1
  expect_is "$(builds)" 1
}

builds_again_after_a_change() {
  clone
  "a clone/manage.sh" validate >/dev/null 2>&1
  touch -d '+2 seconds' "a clone/src/main/One.java"
  "a clone/manage.sh" validate >/dev/null 2>&1
  expect_is "$(builds)" 2
}

builds_again_after_a_removal() {
  clone
  echo two >"a clone/src/main/Two.java"
  "a clone/manage.sh" validate >/dev/null 2>&1
  touch -d '-10 seconds' "a clone/target/program/slipway.jar"
  find "a clone/src" -exec touch -d '-20 seconds' {} +
  touch -d '-20 seconds' "a clone/pom.xml"
  rm "a clone/src/main/Two.java"
  "a clone/manage.sh" validate >/dev/null 2>&1
  expect_is "$(builds)" 2
}

an_edit_during_the_build_is_seen() {
  clone
  sed -i 's|^sleep.*|sleep 0.2; touch src/main/One.java; sleep 0.2|' bin/mvn
  "a clone/manage.sh" validate >/dev/null 2>&1
  "a clone/manage.sh" validate >/dev/null 2>&1
  expect_is "$(builds)" 2
}

two_at_once_build_once() {
  clone
  "a clone/manage.sh" validate >first 2>&1 &
  "a clone/manage.sh" validate >second 2>&1
  wait
  expect_is "$(builds)" 1
  expect_has "$(cat first)" "<validate>"
  expect_has "$(cat second)" "<validate>"
}

a_failed_build_says_why() {
  clone
  export MAVEN_SAYS="[INFO] a thousand lines
[ERROR] $PWD/a clone/src/main/One.java:[1,1] class, interface, enum, or record expected
[ERROR] -> [Help 1]"
  status=0
  said=$("a clone/manage.sh" validate 2>&1) || status=$?
  expect_is "$status" 1
  expect_has "$said" "| [ERROR] src/main/One.java:[1,1] class, interface, enum, or record expected"
  expect_has "$said" "program-build.log"
  expect_not "$said" "thousand"
  expect_not "$said" "Help"
}

no_setup_builds_nothing() {
  clone
  status=0
  said=$("a clone/manage.sh" --no-setup validate 2>&1) || status=$?
  expect_is "$status" 2
  expect_has "$said" "not built, and --no-setup forbids"
  "a clone/manage.sh" validate >/dev/null 2>&1
  touch -d '+2 seconds' "a clone/pom.xml"
  said=$("a clone/manage.sh" --no-setup validate 2>&1)
  expect_has "$said" "older than its sources"
  expect_is "$(builds)" 1
}

an_old_java_home_is_ignored_aloud() {
  clone
  jdk jdk-17 17.0.9
  mkdir -p home/.jdks && mv jdk-99 home/.jdks/
  said=$(JAVA_HOME=$PWD/jdk-17 "a clone/manage.sh" validate 2>&1)
  expect_has "$said" "JAVA_HOME is JDK 17.0.9, and Slipway needs 21 or newer; using JDK 99.0.1"
  expect_has "$said" "jdk $PWD/home/.jdks/jdk-99/bin/java"
}

a_java_home_that_is_none_is_ignored_aloud() {
  clone
  mkdir -p home/.jdks && mv jdk-99 home/.jdks/
  expect_has "$(JAVA_HOME=/nowhere "a clone/manage.sh" validate 2>&1)" "JAVA_HOME=/nowhere is no JDK; using JDK 99.0.1"
}

the_newest_jdk_wins() {
  clone
  mkdir -p home/.jdks
  (cd home/.jdks && jdk jdk-100 100)
  expect_has "$("a clone/manage.sh" validate 2>/dev/null)" "jdk $PWD/home/.jdks/jdk-100/bin/java"
}

the_exit_code_is_the_programs() {
  clone
  status=0
  PROGRAM_EXIT=3 "a clone/manage.sh" nonsense >/dev/null 2>&1 || status=$?
  expect_is "$status" 3
}

a_named_engine_is_kept() {
  clone
  said=$(DOCKER_HOST=unix:///nowhere/docker.sock "a clone/manage.sh" plan 2>/dev/null)
  expect_has "$said" "host unix:///nowhere/docker.sock"
}

an_engine_is_provided() {
  clone
  printf '#!/bin/sh\nexit 7\n' >bin/curl
  printf '#!/bin/sh\necho "$@" >>"%s/engines"\necho unix:///private\n' "$PWD" >"a clone/scripts/engine.sh"
  chmod +x bin/curl
  expect_has "$("a clone/manage.sh" build 2>/dev/null)" "host unix:///private"
  expect_is "$(cat engines)" up
  expect_not "$("a clone/manage.sh" validate 2>/dev/null)" "unix:///private"
  expect_not "$("a clone/manage.sh" build --help 2>/dev/null)" "unix:///private"
  expect_not "$("a clone/manage.sh" plan --host tcp://elsewhere 2>/dev/null)" "unix:///private"
  expect_not "$("a clone/manage.sh" --no-setup build 2>/dev/null)" "unix:///private"
  expect_is "$(wc -l <engines)" 1
}

help_needs_nothing() {
  clone
  said=$(PATH=/usr/bin:/bin "a clone/manage.sh" --help)
  expect_has "$said" "usage: ./manage.sh"
  expect_is "$(builds)" 0
}

no_command_is_wrong() {
  clone
  status=0
  "a clone/manage.sh" >/dev/null 2>&1 || status=$?
  expect_is "$status" 2
}

it "a call from another folder keeps the caller's folder, so that a relative -p FILE is theirs" runs_from_another_folder
it "a call through a link to a link finds the project" runs_through_links
it "the program is built once" builds_once
it "a newer source builds it again" builds_again_after_a_change
it "a removed source builds it again" builds_again_after_a_removal
it "a source that was edited during the build builds it again" an_edit_during_the_build_is_seen
it "two calls at once build it once" two_at_once_build_once
it "a failed build says why in few lines" a_failed_build_says_why
it "--no-setup builds nothing, and says so" no_setup_builds_nothing
it "a JAVA_HOME older than 21 is ignored with a word" an_old_java_home_is_ignored_aloud
it "a JAVA_HOME that is no JDK is ignored with a word" a_java_home_that_is_none_is_ignored_aloud
it "the newest JDK wins over JAVA_HOME" the_newest_jdk_wins
it "an unknown command is the program's to judge, and the exit code is its own" the_exit_code_is_the_programs
it "an engine that was named is not replaced, though it is silent" a_named_engine_is_kept
it "an engine is started only for what needs one" an_engine_is_provided
it "--help needs neither JDK nor build" help_needs_nothing
it "no command at all is a wrong command line" no_command_is_wrong
finish_tests
