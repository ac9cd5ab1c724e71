#!/usr/bin/env bash
# Slipway's front door: finds a JDK, builds the program when its sources are newer, finds or provides an engine, passes on.
set -euo pipefail

self=${BASH_SOURCE[0]}
while [ -L "$self" ]; do
  target=$(readlink -- "$self")
  case $target in
    /*) self=$target ;;
    *) self=$(dirname -- "$self")/$target ;;
  esac
done
root=$(cd -P -- "$(dirname -- "$self")" && pwd)
for part in say jdk program answers; do
  # shellcheck source=/dev/null
  . "$root/scripts/lib/$part.sh"
done

usage() {
  cat <<'TEXT'
Slipway builds a stack's Docker images in order, proves in the images that they work, and says why not.

usage: ./manage.sh [--no-setup] COMMAND [ARGUMENT…]

  build [IMAGE…]          build and prove the images of a pipeline; what did not change is not built again
  check [IMAGE…]          prove again what is built, without building
  plan                    what 'build' would do now, and why
  up [NAME…]              build what changed, start the stack, wait until it is ready, and leave it running
  status                  what stands, how it is, and where it is reached
  logs [NAME…]            what the containers of the stack say, as one; '-f' goes on
  down                    stop and remove what 'up' started; named volumes stay
  dev [NAME…]             the stack while you work on it: source mounted, started or built again when a file changes
  validate                every problem in a pipeline, its Dockerfiles and what they install, without an engine
  diagnose [LOG|-]        why a build failed, out of its log
  history                 the last runs, one run, one image over time: what failed, and since when
  doctor                  what would make builds fail on this machine, and what to do
  clean                   removes what Slipway made and nobody needs any more; --dry-run only says it
  nightly                 verify everything as every night, and say what changed; 'nightly install' has it done by itself
  completion [SHELL]      'source <(./manage.sh completion bash)' completes all of these
  help [COMMAND]          every command and option of the program, such as -p NAME|FILE for the pipeline

  test [OPTION…]          the whole test suite, with engines and base images of its own; 'test --help' tells more
  engine up|down|status   the private Docker engine of this project

  --no-setup   install nothing, build nothing, start nothing: use what is there, or say what is missing

The first run builds the program (Maven, and the newest JDK found, 21 or newer). Where no Docker engine answers (DOCKER_HOST, the
docker context in use, /var/run/docker.sock), 'build', 'check', 'plan', 'up', 'dev' and 'nightly' start a private one,
and install the distribution's engine package for it when they may; './manage.sh engine down' stops it. Nothing else is installed,
and nothing is left running but what 'up' is asked to keep.

exit codes: 0 everything proven, 1 something failed, 2 wrong command line or file, 3 degraded with --strict, 4 no usable engine,
            130 interrupted
TEXT
}

setup=yes
if [ "${1:-}" = --no-setup ]; then
  setup=no
  shift
fi

case ${1:-} in
  -h | --help)
    usage
    exit 0
    ;;
  '')
    usage >&2
    exit "$EXIT_USAGE"
    ;;
  test)
    shift
    [ "$setup" = yes ] || die "$EXIT_USAGE" "'test' sets up what it needs, and --no-setup forbids that" "./manage.sh test"
    exec "$root/scripts/test.sh" "$@"
    ;;
  engine)
    shift
    if [ "$setup" = no ] && [ "${1:-}" = up ]; then die "$EXIT_USAGE" "'engine up' starts an engine, and --no-setup forbids that" "./manage.sh engine up"; fi
    exec "$root/scripts/engine.sh" "$@"
    ;;
esac

# How much an engine matters to this command line: must (it is started when none answers), night (so too, but it goes on
# without one), may, or no.
engine_wanted() {
  local argument wanted
  case $1 in
    build | check | plan | up | dev) wanted=must ;;
    nightly) case ${2:-} in install | uninstall | status | help) wanted=no ;; *) wanted=night ;; esac ;;
    doctor | clean | status | logs | down) wanted=may ;;
    *) wanted=no ;;
  esac
  for argument in "$@"; do
    case $argument in
      --host | --host=* | -h | --help | -V | --version) wanted=no ;;
    esac
  done
  printf '%s' "$wanted"
}

# Sets DOCKER_HOST to the private engine where no other one answers.
provide_engine() {
  local private=$root/.slipway/engine/docker.sock
  if engine_answers_here; then return; fi
  # An engine that was named and is silent is not to be replaced behind the user's back: the program tells.
  if [ -n "${DOCKER_HOST:-}" ]; then return; fi
  if engine_at "$private"; then
    export DOCKER_HOST=unix://$private
  elif [ "$1" = must ] && [ "$setup" = yes ]; then
    DOCKER_HOST=$("$root/scripts/engine.sh" up) || exit $?
    export DOCKER_HOST
  elif [ "$1" = night ] && [ "$setup" = yes ]; then
    # A night without an engine is one that the program remembers and tells of.
    if private=$("$root/scripts/engine.sh" up); then export DOCKER_HOST=$private; fi
  fi
}

find_jdk || die "$EXIT_USAGE" "no JDK $OLDEST_JDK or newer found on this machine" "installing one, or JAVA_HOME pointing to it"
explain_java_home
provide_program "$setup"
export SLIPWAY_HOME=${SLIPWAY_HOME:-$root/.slipway} SLIPWAY_ROOT=$root
[ -d "$SLIPWAY_HOME" ] || mkdir -p -- "$SLIPWAY_HOME" 2>/dev/null || true

wanted=$(engine_wanted "$@")
find_archive
if [ "$wanted" != no ]; then provide_engine "$wanted"; fi
if [[ $wanted = must || $wanted = night || $BUILT_NOW = yes ]] && [ "$setup" = yes ]; then provide_archive; fi
command_flags "$1"

# An archive that does not fit, or cannot be read, is no news to the user: the JVM says nothing and does without it.
read_names_as_utf8
exec "$JDK/bin/java" "${PROGRAM_FLAGS[@]}" -Xlog:disable -Xshare:auto ${COMMAND_FLAGS[@]+"${COMMAND_FLAGS[@]}"} \
  -XX:ErrorFile="$SLIPWAY_HOME/jvm-crash-%p.log" -jar "$JAR" "$@"
