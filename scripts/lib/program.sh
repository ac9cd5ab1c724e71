# shellcheck shell=bash
# The program's jar, built when it is absent or older than a source, and an archive of its loaded classes.
# The caller has set root, the project's folder, and JDK and JDK_VERSION (jdk.sh).
# shellcheck disable=SC2034,SC2154

# What a start costs matters more than peak speed: no second compiler, no parallel collector, a bounded heap.
readonly PROGRAM_FLAGS=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m --enable-native-access=ALL-UNNAMED)

# program_stale JAR: whether anything that goes into it is newer. A folder is newer when a file in it was removed.
program_stale() {
  [ ! -f "$1" ] || [ -n "$(find "$root/src/main" "$root/pom.xml" -newer "$1" -print -quit)" ]
}

# provide_program SETUP: sets JAR, and BUILT_NOW to whether it was built; SETUP=no builds nothing. What runs is a copy that is replaced as a whole: Maven writes
# its own jar in place, and a run of many minutes would lose the classes that it has not loaded yet.
provide_program() {
  BUILT=$root/target/slipway-all.jar
  BUILT_NOW=no
  JAR=$root/target/program/slipway.jar
  if ! program_stale "$JAR"; then return; fi
  if [ "$1" = yes ]; then
    build_program
  elif [ -f "$BUILT" ] && { [ ! -f "$JAR" ] || ! program_stale "$BUILT"; }; then
    JAR=$BUILT
  elif [ -f "$JAR" ]; then
    say "the program is older than its sources; --no-setup uses it as it is"
  else
    die "$EXIT_USAGE" "the program is not built, and --no-setup forbids building it" "./manage.sh without --no-setup"
  fi
}

build_program() {
  local began=$EPOCHREALTIME log=$root/.slipway/program-build.log status=0
  command -v mvn >/dev/null || die "$EXIT_USAGE" "building the program needs Maven (mvn), which is not on the PATH" "installing Maven 3.8.4 or newer"
  mkdir -p -- "$root/.slipway" 2>/dev/null || die "$EXIT_FAILED" "building the program: $root cannot be written to" \
    "a copy that can, or --no-setup once it is built"
  exec 6>"$root/.slipway/program.lock"
  if ! flock -n 6; then
    say "another './manage.sh' is building the program; waiting for it"
    flock -w 1800 6 || die "$EXIT_FAILED" "waiting for another build of the program: still busy after 30 minutes"
  fi
  if program_stale "$JAR"; then
    say "building the program from its sources"
    : >"$root/.slipway/program.begun"
    (cd -- "$root" && JAVA_HOME=$JDK mvn -B -q -DskipTests -Dspotless.check.skip package) </dev/null >"$log" 2>&1 6>&- || status=$?
    if [ "$status" -ne 0 ] || [ ! -f "$BUILT" ]; then
      build_failure "$log"
      die "$EXIT_FAILED" "the program could not be built (mvn ended with $status); the whole output is in $log"
    fi
    # As old as the build's start: a source that was edited meanwhile is newer, also when Maven had nothing to do.
    mkdir -p -- "${JAR%/*}"
    cp -- "$BUILT" "$JAR.$$"
    touch -r "$root/.slipway/program.begun" -- "$JAR.$$"
    mv -f -- "$JAR.$$" "$JAR"
    BUILT_NOW=yes
    say "built in $(since "$began")"
  fi
  exec 6>&-
}

# The few lines of Maven's many that say why.
build_failure() {
  local lines
  lines=$(grep -E '^(\[ERROR\]|Error|error:)' -- "$1" | grep -vE '^\[ERROR\] *(-> \[Help|Re-run Maven|To see the full|For more information|\[Help|After correcting|$)' |
    sed "s|$root/||g" | awk '!seen[$0]++' | head -n 12) || true
  if [ -z "$lines" ]; then lines=$(tail -n 12 -- "$1"); fi
  printf '%s\n' "$lines" | cut -c1-300 | sed 's/^/  | /' >&2
}

# Sets ARCHIVE: classes already parsed and verified, for this very jar and JDK. The JVM checks that it fits, and does
# without it when not. A change of JDK changes its name; and it is given the very age of the jar that it was made from.
find_archive() { ARCHIVE=$root/target/slipway-jdk$JDK_VERSION.jsa; }

# Sets COMMAND_FLAGS, for this command alone. An archive that is absent or of another jar is not named, as the JVM would then
# do without its own one too.
command_flags() {
  COMMAND_FLAGS=()
  if [ -f "$ARCHIVE" ] && [ ! "$ARCHIVE" -nt "$JAR" ] && [ ! "$ARCHIVE" -ot "$JAR" ]; then
    COMMAND_FLAGS+=(-XX:SharedArchiveFile="$ARCHIVE")
  fi
  # Reading a long log makes much that is thrown away at once: a small young heap is used again while it is in the caches.
  if [ "$1" = diagnose ]; then COMMAND_FLAGS+=(-Xmn24m); fi
}

# Lists what a 'plan' and a 'diagnose' load, and all classes of our own. A list has a line once for each class: of the second
# run only the names are taken, which may be there already, and the lambdas.
list_classes() {
  local list=$1 log='#9 ERROR: process "/bin/sh -c pip install x" did not complete successfully: exit code: 1'
  timeout 60 "$JDK/bin/java" "${PROGRAM_FLAGS[@]}" -Xlog:disable -Xshare:auto -XX:DumpLoadedClassList="$list" \
    -jar "$JAR" plan -p ai-stack </dev/null >/dev/null 2>&1 6>&- || true
  printf '%s\n' '#9 1.0 Collecting x' "#9 2.0 error: command 'gcc' failed: No such file or directory" "$log" |
    timeout 60 "$JDK/bin/java" "${PROGRAM_FLAGS[@]}" -Xlog:disable -Xshare:auto -XX:DumpLoadedClassList="$list.more" \
      -jar "$JAR" diagnose - >/dev/null 2>&1 6>&- || true
  sed -n '/^#/d; /source:/d; s/ id: .*//; p' -- "$list.more" >>"$list" 2>/dev/null || true
  "$JDK/bin/jar" tf "$JAR" 2>/dev/null | sed -n 's|^\(dev/slipway/.*\)\.class$|\1|p' >>"$list" || true
  rm -f -- "$list.more"
}

# Makes the archive; a failure costs speed and nothing else.
provide_archive() {
  local began=$EPOCHREALTIME list=$ARCHIVE.$$.classes link=()
  if [ -f "$ARCHIVE" ] && [ ! "$ARCHIVE" -nt "$JAR" ] && [ ! "$ARCHIVE" -ot "$JAR" ]; then return; fi
  if [ ! -w "$root/target" ]; then return; fi
  exec 6>"$root/target/slipway.archive.lock"
  # Whoever makes it already does so for us too.
  if flock -n 6; then
    if [ "${JDK_VERSION%%[!0-9]*}" -ge 24 ]; then link=(-XX:+AOTClassLinking); fi
    list_classes "$list"
    if timeout 120 "$JDK/bin/java" "${PROGRAM_FLAGS[@]}" "${link[@]}" -Xlog:disable -Xshare:dump -XX:SharedClassListFile="$list" \
      -XX:SharedArchiveFile="$ARCHIVE.$$" -cp "$JAR" </dev/null >/dev/null 2>&1 6>&- &&
      [ -f "$ARCHIVE.$$" ]; then
      touch -r "$JAR" -- "$ARCHIVE.$$"
      rm -f -- "$root"/target/slipway-jdk*.jsa
      mv -f -- "$ARCHIVE.$$" "$ARCHIVE"
      say "the program was prepared to start fast, in $(since "$began")"
    fi
    rm -f -- "$ARCHIVE.$$" "$list"
  fi
  exec 6>&-
}
