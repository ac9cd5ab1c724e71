#!/usr/bin/env bash
# How long Slipway takes, beside docker compose on the same engine. See --help.
set -euo pipefail

HERE=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
ROOT=$(dirname "$HERE")
LIB=$HERE/lib
for part in say jdk engine-home timing context-bench diagnose-bench ledger-bench validate-bench; do
  # shellcheck source=/dev/null
  . "$LIB/$part.sh"
done

usage() {
  cat <<'END'
Measures; it never judges. Every line is the wall time of a whole command, as its user waits for it.

usage: scripts/bench.sh [--engine VERSION] [--runs N] [--only startup|unchanged|changed|context|diagnose|ledger|validate]…

  startup    --version, validate, plan; beside them compose's version and config
  unchanged  a build of ai-stack with nothing changed since the last
  changed    a build of ai-stack after a change of one line in the frontend
             (one build at a time: ours, compose's, ours, …; each change is a new one, so that none finds another's cache)
  context    20,000 files of 512 MB, sent for the first time and after a change of one byte; beside it buildx: seconds, and all
             bytes that went to the engine, counted by a socket between (once each, on an engine of its own that goes afterwards)
  diagnose   the judgement of logs of 100 MB on one core: of pip, of lines of which hardly one
             comes twice, of nothing but errors, and of lines made to stall regexes
  ledger     'history' and the index page where 10,000 runs are remembered, and folding them for the first time
  validate   Dockerfiles of 1,000 and of 20,000 lines, and one that installs on each of 10,000

Two pipelines of ours are built: 'builds alone' does what compose does; 'ai-stack' proves the images as well.

  --engine VERSION  28.5 (the default: it brings compose), 26.1 or 20.10
  --runs N          measured runs of each, after one that is not measured (5)

The engine lives under .slipway/bench and is stopped afterwards; its images are kept for the next time.
END
}

VERSION=28.5 RUNS=5 ONLY=()
while (($# > 0)); do
  case $1 in
    --engine | --runs | --only)
      if (($# < 2)); then die "$EXIT_USAGE" "$1 needs a value" "scripts/bench.sh --help"; fi
      case $1 in
        --engine) VERSION=$2 ;;
        --runs) RUNS=$2 ;;
        --only) ONLY+=("$2") ;;
      esac
      shift
      ;;
    -h | --help)
      usage
      exit 0
      ;;
    *) die "$EXIT_USAGE" "bench: unknown option '$1'" "scripts/bench.sh --help" ;;
  esac
  shift
done
if [[ ! $RUNS =~ ^[1-9][0-9]?$ ]]; then die "$EXIT_USAGE" "--runs $RUNS: not a number from 1 to 99"; fi
if ((${#ONLY[@]} == 0)); then ONLY=(startup unchanged changed context diagnose ledger validate); fi

ENGINE_DIR=$ROOT/.slipway/bench/engine-$VERSION
ENGINE_OPTIONS=(--engine "$VERSION" --home "$ENGINE_DIR")
PLACE=$(mktemp -d "${TMPDIR:-/tmp}/slipway-bench.XXXXXX")
STARTED=no CHANGE=0
finish() {
  if [[ -n ${INSIDE_IN:-} ]]; then
    exec {INSIDE_IN}>&-
    wait "$INSIDE_SHELL" 2>/dev/null || true
  fi
  context_end
  reports_end
  rm -rf -- "$PLACE"
  if [[ $STARTED == yes ]]; then "$HERE/engine.sh" down "${ENGINE_OPTIONS[@]}"; fi
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

ours() { "$ROOT/manage.sh" --no-setup "$@" </dev/null >"$PLACE/said" 2>&1; }
version_ours() { ours --version; }
validate_ours() { ours validate -p "$PLACE/ai-stack/pipeline.yaml"; }
plan_ours() { ours plan -p "$PLACE/ai-stack/pipeline.yaml"; }
build_alone() { ours build -p "$PLACE/ai-stack/builds-alone.yaml"; }
build_proven() { ours build -p "$PLACE/ai-stack/pipeline.yaml"; }

# Compose lives in the engine's own root, so it is timed in there: the way in is not its fault.
# shellcheck disable=SC2034 # TOOK is read by timing.sh
compose() { printf '%s\n' "$*" >&"$INSIDE_IN" && read -r TOOK STATUS <&"$INSIDE_OUT" && ((STATUS == 0)); }
version_compose() { compose version; }
config_compose() { compose config --quiet; }
build_compose() { compose build --quiet; }

# One line of the frontend, never the same one twice; npm's and pip's layers stay.
change_a_line() {
  CHANGE=$((CHANGE + 1))
  sed -i '/^\/\/ change /d' "$PLACE/ai-stack/frontend/src/main.tsx"
  printf '// change %s of %s\n' "$CHANGE" "$EPOCHREALTIME" >>"$PLACE/ai-stack/frontend/src/main.tsx"
}

prepare_files() {
  cp -r "$ROOT/pipelines/ai-stack" "$PLACE/ai-stack"
  cat >"$PLACE/ai-stack/builds-alone.yaml" <<'END'
slipway: 1
name: bench-builds-alone
images:
  backend: {context: backend, target: production, tags: [bench-ours/backend:latest]}
  frontend: {context: frontend, target: production, tags: [bench-ours/frontend:latest]}
  worker: {context: worker, dockerfile: Dockerfile.worker, tags: [bench-ours/worker:latest]}
END
  cat >"$PLACE/ai-stack/compose.yaml" <<'END'
name: bench-compose
services:
  backend: {image: "bench-compose/backend:latest", build: {context: backend, target: production}}
  frontend: {image: "bench-compose/frontend:latest", build: {context: frontend, target: production}}
  worker: {image: "bench-compose/worker:latest", build: {context: worker, dockerfile: Dockerfile.worker}}
END
}

prepare_engine() {
  local base
  if ! "$HERE/engine.sh" status --quiet "${ENGINE_OPTIONS[@]}" 2>/dev/null; then STARTED=yes; fi
  DOCKER_HOST=$("$HERE/engine.sh" up "${ENGINE_OPTIONS[@]}")
  export DOCKER_HOST SLIPWAY_HOME=$ROOT/.slipway/bench/home
  unset DOCKER_CONTEXT
  for base in 'python 3.11' 'node 20' 'nginx 1.27' 'redis 7'; do
    # shellcheck disable=SC2086 # kind and version
    "$HERE/base-image.sh" $base
  done
  "$ROOT/manage.sh" plan >/dev/null
}

# Starts a shell beside the engine that times one compose command a line; none where Compose is absent.
enter_engine() {
  COMPOSE=''
  # shellcheck disable=SC2016 # for the shell inside
  if ! COMPOSE=$("$HERE/engine.sh" run "${ENGINE_OPTIONS[@]}" -- docker compose version --short 2>/dev/null); then
    say "engine $VERSION brings no docker compose: measuring ours alone"
    return
  fi
  # shellcheck disable=SC2016 # for the shell inside
  coproc INSIDE { exec "$HERE/engine.sh" run "${ENGINE_OPTIONS[@]}" -- bash -c 'cd "$1" || exit 1
    while read -r line; do
      began=${EPOCHREALTIME/./} status=0
      docker compose $line </dev/null >said-inside 2>&1 || status=$?
      echo "$((${EPOCHREALTIME/./} - began)) $status"
    done' bash "$PLACE/ai-stack" 2>"$PLACE/way-in"; }
  # shellcheck disable=SC2153 # set by coproc
  INSIDE_OUT=${INSIDE[0]} INSIDE_IN=${INSIDE[1]} INSIDE_SHELL=$INSIDE_PID
}

pair() {
  local ours=$1 theirs=$2
  if [[ -z $COMPOSE ]]; then theirs=''; fi
  measure "$RUNS" "$ours" "$theirs"
}

measured() {
  local what=$1 wish
  for wish in "${ONLY[@]}"; do if [[ $wish == "$what" ]]; then return 0; fi; done
  return 1
}

find_jdk || die "$EXIT_USAGE" "no JDK $OLDEST_JDK or newer found on this machine"
if measured startup || measured unchanged || measured changed; then
  prepare_files
  prepare_engine
  engine_home "$ENGINE_DIR"
  enter_engine
  describe_machine
  table_head
else
  "$ROOT/manage.sh" --version >/dev/null
fi
if measured startup; then
  pair 'slipway --version:version_ours' 'compose version:version_compose'
  pair 'slipway validate:validate_ours' 'compose config:config_compose'
  pair 'slipway plan:plan_ours' ''
fi
if measured unchanged || measured changed; then
  say "building everything once"
  build_alone || { cat "$PLACE/said" >&2; die "$EXIT_FAILED" "the first build alone failed (above)"; }
  build_proven || { cat "$PLACE/said" >&2; die "$EXIT_FAILED" "the first proven build failed (above)"; }
  if [[ -n $COMPOSE ]] && ! build_compose; then cat "$PLACE/ai-stack/said-inside" >&2 && die "$EXIT_FAILED" "compose's first build failed (above)"; fi
fi
if measured unchanged; then
  pair 'unchanged, builds alone:build_alone' 'unchanged, compose:build_compose'
  pair 'unchanged, ai-stack:build_proven' ''
fi
if measured changed; then
  BEFORE_EACH=change_a_line
  pair 'changed, builds alone:build_alone' 'changed, compose:build_compose'
  pair 'changed, ai-stack proven:build_proven' ''
  # shellcheck disable=SC2034 # read by timing.sh
  BEFORE_EACH=''
fi
if measured unchanged; then
  peak_memory "an unchanged build of ai-stack" "$ROOT/manage.sh" --no-setup build -p "$PLACE/ai-stack/pipeline.yaml"
fi
if measured changed; then
  change_a_line
  peak_memory "a changed build of ai-stack" "$ROOT/manage.sh" --no-setup build -p "$PLACE/ai-stack/pipeline.yaml"
fi
if measured context; then context_bench; fi
if measured diagnose; then diagnose_bench; fi
if measured ledger; then ledger_bench; fi
if measured validate; then validate_bench; fi
