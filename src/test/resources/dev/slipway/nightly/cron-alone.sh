#!/bin/sh
# cron by itself, in a name space where nothing of the machine can be touched: cron-alone.sh PACKAGE CRONTAB SIGN SECONDS
# PACKAGE is Debian's package of cron, unpacked; SIGN a file whose appearance ends the wait.
set -eu
package=$1 table=$2 sign=$3 seconds=$4
tmp=$(mktemp -d)
mount -t tmpfs -o mode=755 alone "$tmp"
mkdir "$tmp/etc" "$tmp/spool" "$tmp/run"
cp -a /etc/. "$tmp/etc/"
rm -rf "$tmp/etc/cron.d" "$tmp/etc/crontab"
mkdir -p "$tmp/etc/pam.d" "$tmp/etc/cron.d" "$tmp/spool/cron/crontabs"
cp "$package/etc/pam.d/cron" "$tmp/etc/pam.d/cron"
mount --bind "$tmp/etc" /etc
mount --bind "$tmp/spool" /var/spool
mount --bind "$tmp/run" /run
"$package/usr/bin/crontab" "$table"
"$package/usr/bin/crontab" -l
"$package/usr/sbin/cron" -f &
cron=$!
while [ ! -s "$sign" ] && [ "$seconds" -gt 0 ]; do
  sleep 1
  seconds=$((seconds - 1))
done
kill "$cron"
wait "$cron" || true
umount /run /var/spool /etc "$tmp"
rmdir "$tmp"
