#!/bin/bash
# Asks nginx for the page without curl, which the image may not have.
exec 3<>/dev/tcp/127.0.0.1/8080 || exit 1
printf 'GET / HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r -t 3 _ status _ <&3
[ "$status" = 200 ] || { echo "nginx answered ${status:-nothing}"; exit 1; }
