#!/bin/sh
# The settings of MongoDB's own image, as the server that answers here knows them.
set -e

# of NAME: the variable, or the file that NAME_FILE names.
of() {
  eval "value=\${$1:-} file=\${$1_FILE:-}"
  if [ -z "$value" ] && [ -n "$file" ]; then value=$(cat "$file"); fi
  printf '%s' "$value"
}

if [ "${1#-}" != "$1" ]; then set -- mongod "$@"; fi
if [ "$1" = mongod ] && [ "$(id -u)" = 0 ]; then
  find /data/db \! -user mongodb -exec chown mongodb '{}' +
  exec setpriv --reuid mongodb --regid mongodb --init-groups "$0" "$@"
fi
if [ "$1" = mongod ]; then
  user=$(of MONGO_INITDB_ROOT_USERNAME)
  password=$(of MONGO_INITDB_ROOT_PASSWORD)
  if [ -n "$user" ] && [ -n "$password" ]; then
    export FERRETDB_TEST_ENABLE_NEW_AUTH=true FERRETDB_SETUP_DATABASE=admin
    export FERRETDB_SETUP_USERNAME="$user" FERRETDB_SETUP_PASSWORD="$password"
  elif [ -n "$user$password" ]; then
    echo "MONGO_INITDB_ROOT_USERNAME and MONGO_INITDB_ROOT_PASSWORD belong together" >&2
    exit 1
  fi
  export FERRETDB_HANDLER=sqlite FERRETDB_SQLITE_URL=file:/data/db/ FERRETDB_STATE_DIR=/data/db
  export FERRETDB_LISTEN_ADDR=0.0.0.0:27017 FERRETDB_DEBUG_ADDR=- FERRETDB_TELEMETRY=disable
  # Options of mongod mean nothing here.
  set -- mongod
fi
exec "$@"
