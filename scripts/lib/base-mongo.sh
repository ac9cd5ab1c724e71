# shellcheck shell=bash
# A server that speaks MongoDB's protocol. Debian has none since MongoDB changed its licence: FerretDB, which is free, answers in
# its place and keeps everything in SQLite. It is compiled here, once, by Debian's Go, under the checksum that is written below.
# shellcheck disable=SC2034 # read by base-image.sh

FERRETDB=v1.24.0
FERRETDB_SUM='h1:7WJmezL48Bj9bYWnhT/bEJgX5gjT5s7LFdHTqkN25rA='

# What a stand-in for mongo says it is; FerretDB tells clients that it is MongoDB 7.0.
mongo_suite() {
  case $1 in
    7.0 | 7) echo bookworm ;;
    *) die "$EXIT_USAGE" "no stand-in for mongo $1" "mongo 7.0" ;;
  esac
}

make_mongo() {
  # shellcheck disable=SC2153 # base-image.sh sets it
  ferretdb_into "$ROOT/usr/local/bin/mongod"
  inside "$ROOT" groupadd --gid 999 --system mongodb
  inside "$ROOT" useradd --uid 999 --system --gid mongodb --home-dir /data/db mongodb
  mkdir -p "$ROOT/data/db" "$ROOT/data/configdb"
  inside "$ROOT" chown -R mongodb:mongodb /data/db /data/configdb
  install -m 755 "$LIB/mongo/entrypoint.sh" "$ROOT/usr/local/bin/docker-entrypoint.sh"
  PACKAGE="FerretDB $FERRETDB with SQLite"
  CHANGES+=("ENV MONGO_VERSION=$1" 'VOLUME /data/db' 'EXPOSE 27017'
    'ENTRYPOINT ["docker-entrypoint.sh"]' 'CMD ["mongod"]')
}

# ferretdb_into FILE: compiled in a Debian of its own, which has a Go that is new enough; that Debian is thrown away.
ferretdb_into() {
  local go=$WORK/go began=$EPOCHREALTIME sum
  suite_into trixie "$go"
  debian_install "$go" trixie go golang-go || die "$EXIT_FAILED" "installing golang-go: apt-get failed (above)"
  cp -L /etc/resolv.conf "$go/etc/resolv.conf"
  sum=$(retry 3 go_inside "$go" / go mod download -json "github.com/FerretDB/FerretDB@$FERRETDB" | sed -n 's/.*"Sum": "\(.*\)".*/\1/p') ||
    die "$EXIT_FAILED" "downloading FerretDB $FERRETDB from the Go module proxy: failed (above)" "go env GOPROXY, to see whom it asks"
  if [[ $sum != "$FERRETDB_SUM" ]]; then die "$EXIT_FAILED" "FerretDB $FERRETDB has the checksum ${sum:-none}, not $FERRETDB_SUM"; fi
  mkdir "$go/src"
  cp -r "$go/root/go/pkg/mod/github.com/!ferret!d!b/!ferret!d!b@$FERRETDB/." "$go/src"
  # A file of FerretDB's own release, which the module leaves out and the program insists on.
  chmod -R u+w "$go/src"
  echo "$FERRETDB" >"$go/src/build/version/version.txt"
  retry 3 go_inside "$go" /src go build -trimpath -ldflags '-s -w' \
    -tags ferretdb_no_postgresql,ferretdb_no_mysql,ferretdb_no_hana -o /mongod ./cmd/ferretdb ||
    die "$EXIT_FAILED" "compiling FerretDB $FERRETDB: go build failed (above)"
  install -m 755 "$go/mongod" "$1"
  install -D -m 644 "$go/src/LICENSE" "$ROOT/usr/share/doc/ferretdb/copyright"
  rm -rf --one-file-system "$go"
  say "FerretDB $FERRETDB: compiled in $(since "$began")"
}

# go_inside ROOT FOLDER COMMAND…: with this machine's network and settings for modules.
go_inside() {
  local root=$1 folder=$2
  shift 2
  # Without /proc the program does not find its own root.
  # shellcheck disable=SC2016 # expanded inside
  inside "$root" env GOROOT=/usr/lib/go GOTELEMETRY=off CGO_ENABLED=0 GOTOOLCHAIN=local GOFLAGS=-buildvcs=false ${GOPROXY:+GOPROXY="$GOPROXY"} ${GONOSUMDB:+GONOSUMDB="$GONOSUMDB"} \
    ${https_proxy:+https_proxy="$https_proxy"} ${http_proxy:+http_proxy="$http_proxy"} ${no_proxy:+no_proxy="$no_proxy"} \
    SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt sh -c 'cd "$1" && shift && exec "$@"' go "$folder" "$@"
}
