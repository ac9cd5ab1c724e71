#!/usr/bin/env bash
# A private Docker engine for this project. See --help.
set -euo pipefail

HERE=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
LIB=$HERE/lib
SLIPWAY_DIR=$(dirname "$HERE")/.slipway
for part in say debian engine-home engine-network engine-install engine-start; do
  # shellcheck source=/dev/null
  . "$LIB/$part.sh"
done

usage() {
  cat <<'END'
A private Docker engine for this project: its own data, socket, bridge and containerd, all under .slipway/engine.

usage: scripts/engine.sh up     [WHICH] [--no-install]   start it; prints DOCKER_HOST
       scripts/engine.sh down   [WHICH] [--purge]        stop it; leaves its images, or nothing
       scripts/engine.sh status [WHICH] [--quiet]        is it up? exit 0 or 4
       scripts/engine.sh run    [WHICH] -- COMMAND…      a command beside it, with DOCKER_HOST set

which engine, [--engine VERSION] [--store STORE] [--home DIR]:

  --engine VERSION  20.10 (the machine's own package, whatever its version; the default),
                    26.1 (from Debian trixie) or 28.5 (from Debian forky), each in a folder under .slipway/engines
  --store STORE     where it keeps images: layers (the default), or containerd, which also holds images of several
                    platforms; the latter from 24.0 on
  --home DIR        where it lives; default .slipway/engine, with -VERSION and -containerd when it is another
  --no-install      never install anything
  --purge           with down: its images and volumes go too
  --quiet           with status: no words, only the exit code

environment: SLIPWAY_DEBIAN_MIRROR  where packages come from, instead of this machine's apt sources
             SLIPWAY_ENGINE_NET     two octets of its network, such as 10.200, instead of a free one
             SLIPWAY_ENGINE_WAIT    seconds to wait for its first answer (60)
exit codes:  0 done, 1 failed, 2 wrong command line, 4 no usable engine
END
}

up() {
  local root='' major
  if engine_answers; then
    say "engine $(engine_version) is up already"
    printf 'unix://%s\n' "$ENGINE_SOCKET"
    return
  fi
  if [[ $VERSION == 20.10 ]]; then install_engine; else need_root "starting a private engine"; fi
  exec 9>"$ENGINE_HOME/lock"
  flock -w 900 9 || die "$EXIT_NO_ENGINE" "waiting for another 'up' or 'down' in $ENGINE_HOME: still busy after 15 minutes"
  if engine_answers; then
    say "engine $(engine_version) was started meanwhile"
  else
    if [[ $VERSION == 20.10 ]]; then
      major=$(dockerd --version | sed -nE 's/.*version ([0-9]+).*/\1/p')
    else
      root=$(engine_root "$VERSION")
      major=${VERSION%%.*}
    fi
    # What a crash or a killed machine left behind.
    stop_engine
    say "starting a private engine in $ENGINE_HOME"
    start_engine "$root" "$major"
  fi
  exec 9>&-
  printf 'unix://%s\n' "$ENGINE_SOCKET"
}

down() {
  if [[ ! -d $HOME_DIR ]]; then
    say "no engine in $HOME_DIR"
    return
  fi
  need_root "stopping the private engine"
  exec 9>"$ENGINE_HOME/lock"
  flock -w 900 9 || die "$EXIT_FAILED" "waiting for another 'up' or 'down' in $ENGINE_HOME: still busy after 15 minutes"
  stop_engine
  if [[ $PURGE == yes ]]; then
    rm -rf --one-file-system "$ENGINE_HOME"
    say "engine in $ENGINE_HOME is down; its data is gone"
  else
    say "engine in $ENGINE_HOME is down; its images are kept"
  fi
}

status() {
  if [[ -d $HOME_DIR ]] && engine_answers; then
    if [[ $QUIET == no ]]; then printf 'up: engine %s at unix://%s\n' "$(engine_version)" "$ENGINE_SOCKET"; fi
    return
  fi
  if [[ $QUIET == no ]]; then printf 'down: no engine answers in %s\n' "$HOME_DIR"; fi
  exit "$EXIT_NO_ENGINE"
}

run() {
  local pid plugins=/usr/libexec/docker/cli-plugins:/usr/lib/docker/cli-plugins
  need_root "entering the engine's namespaces"
  if (($# == 0)); then die "$EXIT_USAGE" "run: no command" "scripts/engine.sh run -- docker version"; fi
  up >/dev/null
  pid=$(engine_pid) || die "$EXIT_NO_ENGINE" "run: the engine in $ENGINE_HOME answers, but its pid file is gone" "scripts/engine.sh down and up"
  exec nsenter --target "$pid" --mount --pid env --chdir="$PWD" DOCKER_HOST="unix://$ENGINE_SOCKET" \
    PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:$plugins" "$@"
}

COMMAND=${1:-}
case $COMMAND in
  up | down | status | run) shift ;;
  -h | --help | help)
    usage
    exit 0
    ;;
  '') usage >&2 && exit 2 ;;
  *) die 2 "$COMMAND: no such command" "up, down, status or run; --help tells more" ;;
esac
VERSION=20.10 STORE=layers HOME_DIR='' INSTALL=yes PURGE=no QUIET=no
while (($# > 0)); do
  case $1 in
    --engine | --store | --home)
      if (($# < 2)); then die "$EXIT_USAGE" "$1 needs a value"; fi
      case $1 in
        --engine) VERSION=$2 ;;
        --store) STORE=$2 ;;
        --home) HOME_DIR=$2 ;;
      esac
      shift
      ;;
    --engine=*) VERSION=${1#*=} ;;
    --store=*) STORE=${1#*=} ;;
    --home=*) HOME_DIR=${1#*=} ;;
    --no-install) INSTALL=no ;;
    --purge) PURGE=yes ;;
    --quiet | -q) QUIET=yes ;;
    -h | --help)
      usage
      exit 0
      ;;
    --)
      shift
      break
      ;;
    *) die "$EXIT_USAGE" "$COMMAND: unknown option '$1'" "scripts/engine.sh --help" ;;
  esac
  shift
done
if (($# > 0)) && [[ $COMMAND != run ]]; then die "$EXIT_USAGE" "$COMMAND takes no arguments, and got '$1'"; fi
if [[ $VERSION != 20.10 ]]; then suite_of_engine "$VERSION" >/dev/null; fi
case $STORE in
  layers) ;;
  containerd)
    if [[ $VERSION == 20.10 ]]; then die "$EXIT_USAGE" "engine 20.10 cannot keep images in containerd's store" "--engine 28.5"; fi
    ;;
  *) die "$EXIT_USAGE" "$STORE: no such store" "layers or containerd" ;;
esac
if [[ -z $HOME_DIR ]]; then
  HOME_DIR=$SLIPWAY_DIR/engine
  if [[ $VERSION != 20.10 ]]; then HOME_DIR+=-$VERSION; fi
  if [[ $STORE == containerd ]]; then HOME_DIR+=-containerd; fi
fi
: "$INSTALL"
if [[ $COMMAND == up || $COMMAND == run || -d $HOME_DIR ]]; then engine_home "$HOME_DIR"; fi
"$COMMAND" "$@"
