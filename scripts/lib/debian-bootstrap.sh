#!/usr/bin/env bash
# Runs debootstrap in its own mount and pid namespaces. It cannot cope with spaces in a path, so FOLDER
# and CACHE are seen under plain names in here, and only here.
#
# usage: debian-bootstrap.sh SUITE FOLDER MIRROR CACHE POINT   (POINT: an empty folder, to mount on)
set -euo pipefail
suite=$1 folder=$2 mirror=$3 cache=$4 point=$5
exec 3<"$folder" 4<"$cache"
mount -t proc proc /proc
mount -t tmpfs -o mode=755 tmpfs "$point"
mkdir "$point/root" "$point/cache"
mount --bind /proc/self/fd/3 "$point/root"
mount --bind /proc/self/fd/4 "$point/cache"
exec debootstrap --variant=minbase --cache-dir="$point/cache" "$suite" "$point/root" "$mirror"
