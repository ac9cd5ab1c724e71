#!/usr/bin/env bash
# Programs that tests and measurements use beside the engine. See --help.
set -euo pipefail

HERE=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
LIB=$HERE/lib
SLIPWAY_DIR=$(dirname "$HERE")/.slipway
CACHE=$SLIPWAY_DIR/cache/programs
for part in say debian; do
  # shellcheck source=/dev/null
  . "$LIB/$part.sh"
done

# It works with BuildKit 0.8 and all that came since.
readonly FRONTEND=v0.20.2

usage() {
  cat <<'END'
Provides a program that tests and measurements use beside the engine, and prints where it is.

usage: scripts/provide.sh registry   a registry for images: this machine's, or the one in Debian's package docker-registry
       scripts/provide.sh busybox    a shell and its commands in one file, the one in Debian's package busybox-static
       scripts/provide.sh frontend   BuildKit's Dockerfile frontend, built by this machine's Go from the module proxy
       scripts/provide.sh buildx     docker-buildx: this machine's, or the one of an engine in .slipway/engines

Nothing is installed: what is fetched stays in .slipway/cache/programs, and is there at once the next time.

exit codes:  0 the path is printed, 1 it cannot be had here, 2 wrong command line
END
}

# first_of PATH…: prints the first that can be run.
first_of() {
  local path
  for path in "$@"; do
    if [[ -x $path ]]; then
      printf '%s\n' "$path"
      return
    fi
  done
  return 1
}

registry() { packaged docker-registry usr/bin/docker-registry "$(command -v docker-registry || true)"; }
busybox() { packaged busybox-static bin/busybox; }

# packaged PACKAGE PATH [PROGRAM]: PROGRAM, or the one at PATH in Debian's PACKAGE.
packaged() {
  local package=$1 path=$2 place=$CACHE/$1
  if first_of "${3:-}" "$place/$path" "$place/usr/$path"; then return; fi
  if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
    die "$EXIT_FAILED" "$package is not installed, and this is no Debian to fetch it from" "installing $package"
  fi
  say "fetching Debian's $package"
  rm -rf "$place.new"
  mkdir -p "$place.new"
  if ! (cd "$place.new" && { download "$package" || { apt-get update -q && retry 3 download "$package"; }; } && dpkg-deb -x "$package"_*.deb .) >&2; then
    rm -rf "$place.new"
    die "$EXIT_FAILED" "apt-get download $package: failed (above)" "installing $package"
  fi
  rm -rf "$place"
  mv "$place.new" "$place"
  first_of "$place/$path" "$place/usr/$path"
}

# Into a folder of ours, where apt's own user may not write.
download() { apt-get download -q -o APT::Sandbox::User="$(id -un)" "$1"; }

frontend() {
  local place=$CACHE/frontend-$FRONTEND log=$CACHE/frontend.log module=github.com/moby/buildkit/frontend/dockerfile/cmd/dockerfile-frontend
  if first_of "$place"; then return; fi
  command -v go >/dev/null || die "$EXIT_FAILED" "building BuildKit's Dockerfile frontend: this machine has no Go" "installing Go 1.23 or newer"
  say "building BuildKit's Dockerfile frontend $FRONTEND"
  rm -rf "$place.build"
  mkdir -p "$place.build"
  # Its own go.mod leaves modules out, which 'go install' refuses; a module that only needs it may.
  if ! (cd "$place.build" && export CGO_ENABLED=0 GOFLAGS=-trimpath GOTOOLCHAIN=local && go mod init slipway.invalid/frontend &&
    timeout 300 go get "$module@$FRONTEND" && timeout 900 go build -tags 'netgo osusergo static_build' -ldflags '-s -w' -o frontend "$module") >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    rm -rf "$place.build"
    die "$EXIT_FAILED" "building BuildKit's Dockerfile frontend $FRONTEND: go failed (above; more in $log)" "asking the module proxy: go list -m github.com/moby/buildkit@$FRONTEND"
  fi
  mv "$place.build/frontend" "$place"
  rm -rf "$place.build"
  first_of "$place"
}

# A newer Debian's program needs its own C library, so what is printed is a script that starts it with that.
buildx() {
  local program root starter=$CACHE/buildx loader
  if first_of "$(command -v docker-buildx || true)" ~/.docker/cli-plugins/docker-buildx /usr/local/lib/docker/cli-plugins/docker-buildx \
    /usr/libexec/docker/cli-plugins/docker-buildx /usr/lib/docker/cli-plugins/docker-buildx; then
    return
  fi
  for root in "$SLIPWAY_DIR"/engines/28.5/root "$SLIPWAY_DIR"/engines/26.1/root; do
    if program=$(first_of "$root"/usr/libexec/docker/cli-plugins/docker-buildx "$root"/usr/lib/docker/cli-plugins/docker-buildx) &&
      loader=$(first_of "$root"/lib64/ld-linux-*.so.* "$root"/lib/ld-linux-*.so.*); then
      printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$loader" "$(libraries "$root")" "$program" >"$starter.$$"
      chmod 755 "$starter.$$"
      mv "$starter.$$" "$starter"
      printf '%s\n' "$starter"
      return
    fi
  done
  die "$EXIT_FAILED" "docker-buildx is not installed, and no engine in $SLIPWAY_DIR/engines brings it" "scripts/engine.sh up --engine 28.5"
}

libraries() { find "$1/usr/lib" -maxdepth 2 -name libc.so.6 -printf '%h:' | sed 's/:$//'; }

case ${1:-} in
  registry | busybox | frontend | buildx) ;;
  -h | --help | help)
    usage
    exit 0
    ;;
  '') usage >&2 && exit 2 ;;
  *) die 2 "$1: no such program here" "registry, busybox, frontend or buildx; --help tells more" ;;
esac
if (($# > 1)); then die 2 "$1 takes no arguments, and got '$2'"; fi
mkdir -p "$CACHE"
exec 7>"$CACHE/lock"
flock -w 1200 7 || die "$EXIT_FAILED" "waiting for another 'provide' in $CACHE: still busy after 20 minutes"
"$1" 7>&-
