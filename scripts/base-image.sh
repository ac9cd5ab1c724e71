#!/usr/bin/env bash
# Makes a stand-in for a base image out of Debian's packages. See --help.
set -euo pipefail

HERE=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
LIB=$HERE/lib
SLIPWAY_DIR=$(dirname "$HERE")/.slipway
for part in say debian engine-home base-suite base-kinds base-python base-mongo base-load; do
  # shellcheck source=/dev/null
  . "$LIB/$part.sh"
done

usage() {
  cat <<'END'
A stand-in for a base image, made from Debian's packages, with this machine's CA certificates inside.

usage: scripts/base-image.sh KIND VERSION [TAG]

  KIND VERSION   python 3.11 | 3.13 | 3.14    node 18 | 20 | 22 | 24    redis 7 | 8
                 nginx VERSION (Debian's nginx, whatever VERSION says; the label tells)
                 debian bookworm | trixie | forky
                 mongo 7.0 (FerretDB with SQLite, compiled here once; it speaks MongoDB's protocol)
  TAG            python:VERSION-slim, node:VERSION-slim, debian:VERSION-slim, redis:VERSION, nginx:VERSION,
                 mongo:VERSION

It is loaded into the engine that DOCKER_HOST names; else into the project's private one when it is up;
else into the one at /var/run/docker.sock. What was made once is kept, so that the next engine gets it in
seconds; an engine that has it already is left alone. Needs root, and debootstrap (installed when absent).

environment: SLIPWAY_BASES_DIR       where what was made is kept (.slipway/bases)
             SLIPWAY_CA_BUNDLE       certificates to trust in the image (/etc/ssl/certs/ca-certificates.crt)
             SLIPWAY_DEBIAN_MIRROR   where packages come from, instead of this machine's apt sources
exit codes:  0 done, 1 failed, 2 wrong command line, 4 no usable engine
END
}

# make_base ARCHIVE TAG: fills a folder, and turns it into an archive with its settings beside it.
make_base() {
  local archive=$1 tag=$2 began=$EPOCHREALTIME
  if ((EUID != 0)); then die "$EXIT_FAILED" "making a stand-in for $tag needs root, and this is $(id -un)" "running it as root, or an engine that can pull $tag"; fi
  # Left by a provider that was killed.
  find "$BASES_DIR" -maxdepth 1 \( -name 'making.*' -o -name '*.tar.gz.*' \) -mmin +120 -exec rm -rf --one-file-system {} +
  WORK=$(mktemp -d "$BASES_DIR/making.XXXXXX")
  trap 'rm -rf --one-file-system "$WORK"' EXIT
  ROOT=$WORK/root PACKAGE='' CHANGES=("ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
  suite_into "$SUITE" "$ROOT"
  say "$tag: from Debian $SUITE's packages"
  "make_$KIND" "$VERSION"
  tidy
  CHANGES+=("LABEL dev.slipway.stand-in=true" "LABEL dev.slipway.stand-in.of=\"$tag\"" "LABEL dev.slipway.stand-in.key=$KEY"
    "LABEL dev.slipway.stand-in.from=\"debian $SUITE, $PACKAGE\"")
  rm -f "$BASES_DIR/$KIND-$VERSION-"*.tar.gz "$BASES_DIR/$KIND-$VERSION-"*.changes
  printf '%s\n' "${CHANGES[@]}" >"${archive%.tar.gz}.changes"
  archive_of "$ROOT" "$archive"
  rm -rf --one-file-system "$WORK"
  trap - EXIT
  say "$tag: made in $(since "$began"), $(du -h "$archive" | cut -f1) compressed ($PACKAGE)"
}

case ${1:-} in
  -h | --help)
    usage
    exit 0
    ;;
esac
if (($# < 2 || $# > 3)); then
  usage >&2
  exit "$EXIT_USAGE"
fi
KIND=$1 VERSION=$2
case $KIND in
  mongo)
    SUITE=$(mongo_suite "$VERSION")
    OWN=("$LIB/base-mongo.sh" "$LIB"/mongo/*)
    ;;
  *)
    SUITE=$(suite_of "$KIND" "$VERSION")
    OWN=()
    ;;
esac
TAG=${3:-$(tag_of "$KIND" "$VERSION")}
if [[ ! $TAG =~ ^[a-z0-9][a-z0-9._/-]*(:[0-9]+/[a-z0-9._/-]+)?:[A-Za-z0-9_][A-Za-z0-9_.-]*$ ]]; then die "$EXIT_USAGE" "'$TAG' is not a tag such as python:3.11-slim"; fi
mkdir -p "${SLIPWAY_BASES_DIR:=$SLIPWAY_DIR/bases}"
BASES_DIR=$(readlink -f "$SLIPWAY_BASES_DIR")
KEY=$(hash_of <(printf '%s %s %s\n' "$KIND" "$VERSION" "$SUITE") "$LIB"/base-{suite,kinds,python}.sh "$LIB"/debian*.sh "$LIB"/image/* "${OWN[@]}" "$(ca_bundle)")
ARCHIVE=$BASES_DIR/$KIND-$VERSION-$KEY.tar.gz

find_engine
if in_engine "$TAG" "$KEY"; then
  say "$TAG is in the engine already"
  exit 0
fi
exec 9>"$BASES_DIR/$KIND-$VERSION.lock"
flock -w 1800 9 || die "$EXIT_FAILED" "waiting for another provider of $KIND $VERSION: still busy after 30 minutes"
if [[ ! -e $ARCHIVE ]]; then make_base "$ARCHIVE" "$(tag_of "$KIND" "$VERSION")"; fi
began=$EPOCHREALTIME
mapfile -t CHANGES < <(sed "s|^LABEL dev.slipway.stand-in.of=.*|LABEL dev.slipway.stand-in.of=\"$TAG\"|" "${ARCHIVE%.tar.gz}.changes")
load_base "$ARCHIVE" "$TAG" "${CHANGES[@]}"
say "$TAG: loaded into $ENGINE_NAME in $(since "$began")"
