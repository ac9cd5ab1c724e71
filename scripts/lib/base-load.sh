# shellcheck shell=bash
# Talking to the engine that DOCKER_HOST names, with curl alone.

# Sets ENGINE_URL and ENGINE_CURL from DOCKER_HOST, else the project's private engine, else the system's.
find_engine() {
  local host=${DOCKER_HOST:-}
  if [[ -z $host ]]; then
    engine_home "$SLIPWAY_DIR/engine"
    if engine_answers; then host=unix://$ENGINE_SOCKET; else host=unix:///var/run/docker.sock; fi
  fi
  ENGINE_NAME=$host ENGINE_CURL=(curl --silent --show-error --noproxy '*')
  case $host in
    unix://*) ENGINE_CURL+=(--unix-socket "${host#unix://}") ENGINE_URL=http://localhost ;;
    tcp://* | http://* | https://*)
      ENGINE_URL=http://${host#*://}
      if [[ -n ${DOCKER_TLS_VERIFY:-} || $host == https://* ]]; then
        local certs=${DOCKER_CERT_PATH:-$HOME/.docker}
        ENGINE_URL=https://${host#*://}
        ENGINE_CURL+=(--cacert "$certs/ca.pem" --cert "$certs/cert.pem" --key "$certs/key.pem")
      fi
      ;;
    *) die "$EXIT_NO_ENGINE" "DOCKER_HOST=$host: only unix:// and tcp:// are understood here" ;;
  esac
  if ! "${ENGINE_CURL[@]}" --max-time 10 --fail "$ENGINE_URL/_ping" >/dev/null; then
    die "$EXIT_NO_ENGINE" "no engine answers at $host" "scripts/engine.sh up, or DOCKER_HOST=<another one>"
  fi
}

# Is TAG there already, made from KEY?
in_engine() {
  local answer
  answer=$("${ENGINE_CURL[@]}" --max-time 30 "$ENGINE_URL/images/$1/json" 2>/dev/null) || return 1
  [[ $answer == *"\"dev.slipway.stand-in.key\":\"$2\""* ]]
}

# load_base ARCHIVE TAG CHANGE…
load_base() {
  local archive=$1 tag=$2 query=() answer change stop=
  shift 2
  for change in "$@"; do
    # Older engines take every change with an import but this one.
    if [[ $change == STOPSIGNAL* ]]; then stop=$change; else query+=(--data-urlencode "changes=$change"); fi
  done
  # 'curl -G' would turn the upload into a query, so the query is made by a first curl that only prints it.
  query=("$(query_of "${query[@]}" --data-urlencode "repo=${tag%:*}" --data-urlencode "tag=${tag##*:}" --data-urlencode 'fromSrc=-')")
  answer=$("${ENGINE_CURL[@]}" --max-time 900 --request POST --header 'Content-Type: application/x-tar' --header 'Expect:' \
    --upload-file "$archive" "$ENGINE_URL/images/create?${query[0]}") ||
    die "$EXIT_FAILED" "sending $tag to $ENGINE_NAME: curl failed (above)"
  if [[ $answer == *'"errorDetail"'* || $answer == *'"message"'* || $answer != *sha256:* ]]; then
    die "$EXIT_FAILED" "the engine at $ENGINE_NAME did not take $tag: $answer"
  fi
  if [[ -n $stop ]]; then change_by_build "$tag" "$stop"; fi
}

# change_by_build TAG INSTRUCTION: one more instruction on top of TAG.
change_by_build() {
  local answer folder
  folder=$(mktemp -d "$BASES_DIR/making.XXXXXX")
  printf 'FROM %s\n%s\n' "$1" "$2" >"$folder/Dockerfile"
  answer=$(tar -C "$folder" -cf - Dockerfile | "${ENGINE_CURL[@]}" --max-time 300 --request POST --header 'Content-Type: application/x-tar' \
    --data-binary @- "$ENGINE_URL/build?version=1&t=$1") || answer='"errorDetail" curl failed (above)'
  rm -rf "$folder"
  if [[ $answer != *'Successfully '* ]]; then die "$EXIT_FAILED" "the engine at $ENGINE_NAME did not apply '$2' to $1: $answer"; fi
}

query_of() {
  curl --silent --get "$@" --write-out '%{url_effective}' --output /dev/null --unix-socket /dev/null http://x/ 2>/dev/null | sed 's/^[^?]*?//' || true
}
