# shellcheck shell=bash
# Which JDK to use: the newest one of 21 or above, wherever it is kept.

readonly OLDEST_JDK=21

# read_jdk HOME: sets JDK_VERSION ("25.0.3") from the folder's release file; fails when it is no JDK.
read_jdk() {
  local line
  JDK_VERSION=''
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while read -r line; do
    case $line in
      JAVA_VERSION=*)
        line=${line#JAVA_VERSION=}
        JDK_VERSION=${line//\"/}
        ;;
    esac
  done <"$1/release"
  case $JDK_VERSION in
    [0-9]*) return 0 ;;
    *) return 1 ;;
  esac
}

# find_jdk: sets JDK and JDK_VERSION to the newest JDK of 21 or above (JAVA_HOME wins among equals); fails when there is none.
find_jdk() {
  local home on_path='' best='' best_version='' best_major=$((OLDEST_JDK - 1))
  if on_path=$(command -v javac); then
    on_path=$(readlink -f -- "$on_path")
    on_path=${on_path%/bin/javac}
  fi
  for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME:-/root}"/.sdkman/candidates/java/* \
    "${HOME:-/root}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$home" ] && read_jdk "$home" && [ "${JDK_VERSION%%[!0-9]*}" -gt "$best_major" ]; then
      best=$home
      best_version=$JDK_VERSION
      best_major=${JDK_VERSION%%[!0-9]*}
    fi
  done
  JDK=$best JDK_VERSION=$best_version
  [ -n "$JDK" ]
}

# A JAVA_HOME that cannot be used is a surprise worth a word, once the decision is made.
explain_java_home() {
  local chosen=$JDK_VERSION
  if [ -z "${JAVA_HOME:-}" ] || [ "$JAVA_HOME" = "$JDK" ]; then return; fi
  if ! read_jdk "$JAVA_HOME"; then
    say "JAVA_HOME=$JAVA_HOME is no JDK; using JDK $chosen in $JDK"
  elif [ "${JDK_VERSION%%[!0-9]*}" -lt "$OLDEST_JDK" ]; then
    say "JAVA_HOME is JDK $JDK_VERSION, and Slipway needs $OLDEST_JDK or newer; using JDK $chosen in $JDK"
  fi
  JDK_VERSION=$chosen
}

# File names are bytes, and the JVM reads them as the locale says: in C, which cron and many containers have, as ASCII alone.
read_names_as_utf8() {
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX) export LC_ALL=C.UTF-8 ;;
  esac
}
