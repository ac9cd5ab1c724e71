#!/usr/bin/env bash
# Installs packages in the Debian in FOLDER, or only downloads them to CACHE; runs in its own mount and pid namespaces, so that no
# mount is left behind however it ends.
#
# usage: debian-inside.sh install|download FOLDER CACHE PACKAGE…
set -euo pipefail
verb=$1 folder=$2 cache=$3
shift 3
log=$cache/install.log

mount -t proc proc "$folder/proc"
mkdir -p "$folder/var/cache/apt/archives"
mount --bind "$cache" "$folder/var/cache/apt/archives"
for file in /etc/resolv.conf /etc/ssl/certs/ca-certificates.crt; do
  if [[ ! -e $folder$file ]]; then
    mkdir -p "$folder${file%/*}"
    cp -L "$file" "$folder$file"
  fi
done
# No service starts in here.
printf '#!/bin/sh\nexit 101\n' >"$folder/usr/sbin/policy-rc.d"
chmod +x "$folder/usr/sbin/policy-rc.d"

inside() {
  chroot "$folder" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C DEBIAN_FRONTEND=noninteractive \
    ${https_proxy:+https_proxy="$https_proxy"} ${http_proxy:+http_proxy="$http_proxy"} "$@"
}
update() { inside apt-get update -q -o Acquire::Retries=3; }
fetch() {
  case $verb in
    install) inside apt-get upgrade -y -q --no-install-recommends -o Dpkg::Use-Pty=0 && inside apt-get install -y -q --no-install-recommends -o Dpkg::Use-Pty=0 "$@" ;;
    # '-d install' would take what is installed already for done.
    download) (cd "$folder/var/cache/apt/archives" && inside sh -c 'cd /var/cache/apt/archives && apt-get download -q "$@"' download "$@") ;;
  esac
}
# Lists that are there may be old: then a package is gone, and they are fetched again.
if ! { { compgen -G "$folder/var/lib/apt/lists/*Packages*" && fetch "$@"; } || { update && fetch "$@"; }; } >"$log" 2>&1; then
  printf 'apt-get %s %s in %s failed:\n' "$verb" "$*" "$folder" >&2
  tail -n 15 "$log" >&2
  exit 1
fi
