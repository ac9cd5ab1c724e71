#!/bin/sh
# /etc/nginx/templates/NAME.template becomes /etc/nginx/conf.d/NAME, with the environment filled in.
set -e
from=${NGINX_ENVSUBST_TEMPLATE_DIR:-/etc/nginx/templates}
suffix=${NGINX_ENVSUBST_TEMPLATE_SUFFIX:-.template}
to=${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}
[ -d "$from" ] || exit 0
# Only names that exist, so that nginx keeps its own variables.
# shellcheck disable=SC2016,SC2046 # the dollar is envsubst's; split on purpose
names=$(printf '${%s} ' $(env | cut -d= -f1 | grep -E "^[A-Za-z_][A-Za-z0-9_]*$" | grep -E "${NGINX_ENVSUBST_FILTER:-}"))
find "$from" -follow -type f -name "*$suffix" | while read -r template; do
  name=${template#"$from/"}
  mkdir -p "$(dirname "$to/$name")"
  envsubst "$names" <"$template" >"$to/${name%"$suffix"}"
done
