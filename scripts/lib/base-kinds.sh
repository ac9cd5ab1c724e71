# shellcheck shell=bash
# What each kind of base is made of. A kind fills ROOT, adds to CHANGES, and sets PACKAGE ("name version").
# shellcheck disable=SC2034 # read by base-image.sh

suite_of() {
  case $1-$2 in
    python-3.11 | node-18 | redis-7 | redis-7.0 | debian-bookworm) echo bookworm ;;
    python-3.13 | node-20 | nginx-* | debian-trixie) echo trixie ;;
    python-3.14 | node-22 | node-24 | redis-8 | debian-forky) echo forky ;;
    *) die "$EXIT_USAGE" "no stand-in for $1 $2" \
      "python 3.11, 3.13 or 3.14; node 18, 20, 22 or 24; redis 7 or 8; nginx (any version); debian bookworm, trixie or forky" ;;
  esac
}

tag_of() {
  case $1 in
    python | node | debian) echo "$1:$2-slim" ;;
    *) echo "$1:$2" ;;
  esac
}

# shellcheck disable=SC2016 # the dollar is dpkg-query's
installed() { inside "$ROOT" dpkg-query -W -f '${Version}' "$1"; }

trust_env() {
  local name
  for name in "$@"; do CHANGES+=("ENV $name=/etc/ssl/certs/ca-certificates.crt"); done
}

make_debian() {
  PACKAGE="base-files $(installed base-files)"
  trust_env SSL_CERT_FILE
  CHANGES+=('CMD ["bash"]')
}

make_node() {
  debian_install "$ROOT" "$SUITE" node nodejs || die "$EXIT_FAILED" "installing nodejs: apt-get failed (above)"
  PACKAGE="nodejs $(installed nodejs)"
  local version=${PACKAGE#* } major=$1
  version=${version%%[+~-]*}
  if [[ ${version%%.*} != "$major" ]]; then die "$EXIT_FAILED" "node $major: Debian $SUITE has node $version by now" "another version"; fi
  # A real file there: node takes the folder it lies in for its prefix.
  cp "$ROOT/usr/bin/node" "$ROOT/usr/local/bin/node"
  ln -sf node "$ROOT/usr/local/bin/nodejs"
  node_program npm 10.9.4 npm=bin/npm-cli.js npx=bin/npx-cli.js
  node_program yarn 1.22.22 yarn=bin/yarn.js yarnpkg=bin/yarn.js
  inside "$ROOT" groupadd --gid 1000 node
  inside "$ROOT" useradd --uid 1000 --gid node --shell /bin/bash --create-home node
  install -m 755 "$LIB/image/node-entrypoint.sh" "$ROOT/usr/local/bin/docker-entrypoint.sh"
  trust_env SSL_CERT_FILE NODE_EXTRA_CA_CERTS
  CHANGES+=("ENV NODE_VERSION=$version" 'ENV YARN_VERSION=1.22.22' 'ENTRYPOINT ["docker-entrypoint.sh"]' 'CMD ["node"]')
}

# node_program NAME VERSION LINK=FILE…: the package itself, by this machine's npm; Debian's when there is none.
node_program() {
  local name=$1 version=$2 folder=$ROOT/usr/local/lib/node_modules/$1 pack link
  if ! command -v npm >/dev/null; then
    say "this machine has no npm: taking Debian's $name (larger)"
    debian_install "$ROOT" "$SUITE" node "${name/#yarn/yarnpkg}" || die "$EXIT_FAILED" "installing Debian's $name: apt-get failed (above)"
    return
  fi
  pack=$WORK/npm
  mkdir -p "$folder" "$pack"
  (cd "$pack" && retry 3 npm pack --silent --cache "$pack/cache" "$name@$version" </dev/null >/dev/null) ||
    die "$EXIT_FAILED" "npm pack $name@$version: failed (above)" "npm ping, to see whether this machine's registry answers"
  tar -xzf "$pack/$name-$version.tgz" -C "$folder" --strip-components=1 --no-same-owner
  shift 2
  for link in "$@"; do
    chmod 755 "$folder/${link#*=}"
    ln -sf "../lib/node_modules/$name/${link#*=}" "$ROOT/usr/local/bin/${link%%=*}"
  done
}

make_redis() {
  debian_install "$ROOT" "$SUITE" redis redis-server || die "$EXIT_FAILED" "installing redis-server: apt-get failed (above)"
  PACKAGE="redis-server $(installed redis-server)"
  mkdir -p "$ROOT/data"
  inside "$ROOT" chown redis:redis /data
  local path
  for path in redis-server redis-cli redis-benchmark redis-check-aof redis-check-rdb; do
    ln -sf "/usr/bin/$path" "$ROOT/usr/local/bin/$path"
  done
  install -m 755 "$LIB/image/redis-entrypoint.sh" "$ROOT/usr/local/bin/docker-entrypoint.sh"
  local version=${PACKAGE#* }
  version=${version#*:}
  CHANGES+=("ENV REDIS_VERSION=${version%%[+~-]*}" 'VOLUME /data' 'WORKDIR /data' 'EXPOSE 6379'
    'ENTRYPOINT ["docker-entrypoint.sh"]' 'CMD ["redis-server","--protected-mode","no"]')
}

make_nginx() {
  debian_install "$ROOT" "$SUITE" nginx nginx gettext-base || die "$EXIT_FAILED" "installing nginx: apt-get failed (above)"
  PACKAGE="nginx $(installed nginx)"
  local etc=$ROOT/etc/nginx version=${PACKAGE#* }
  inside "$ROOT" groupadd --system nginx
  inside "$ROOT" useradd --system --gid nginx --no-create-home --home /nonexistent --shell /bin/false nginx
  rm -rf "$etc/sites-available" "$etc/sites-enabled" "$etc/modules-enabled" "$ROOT/var/www"
  mkdir -p "$etc/conf.d" "$etc/templates" "$ROOT/docker-entrypoint.d" "$ROOT/var/cache/nginx"
  cp "$LIB/image/nginx.conf" "$etc/nginx.conf"
  cp "$LIB/image/nginx-default.conf" "$etc/conf.d/default.conf"
  # Debian's nginx writes to /var/lib/nginx, what Dockerfiles hand to another user is /var/cache/nginx.
  rm -rf "$ROOT/var/lib/nginx"
  ln -s ../cache/nginx "$ROOT/var/lib/nginx"
  inside "$ROOT" chown nginx:nginx /var/cache/nginx
  mkdir -p "$ROOT/usr/share/nginx/html"
  if [[ ! -e $ROOT/usr/share/nginx/html/50x.html ]]; then
    printf '<!DOCTYPE html>\n<title>Error</title>\n<h1>An error occurred.</h1>\n' >"$ROOT/usr/share/nginx/html/50x.html"
  fi
  install -m 755 "$LIB/image/nginx-entrypoint.sh" "$ROOT/docker-entrypoint.sh"
  install -m 755 "$LIB/image/nginx-templates.sh" "$ROOT/docker-entrypoint.d/20-envsubst-on-templates.sh"
  CHANGES+=("ENV NGINX_VERSION=${version%%[+~-]*}" 'EXPOSE 80' 'STOPSIGNAL SIGQUIT'
    'ENTRYPOINT ["/docker-entrypoint.sh"]' 'CMD ["nginx","-g","daemon off;"]')
}

# Last of all: what an image has no use for.
tidy() {
  rm -rf "$ROOT"/var/lib/apt/lists/* "$ROOT"/var/cache/apt/*.bin "$ROOT"/var/cache/debconf/*-old "$ROOT"/var/lib/dpkg/*-old \
    "$ROOT"/var/log/*.log "$ROOT"/var/log/apt "$ROOT"/tmp/* "$ROOT"/root/.cache "$ROOT"/debootstrap
  : >"$ROOT/etc/resolv.conf"
  : >"$ROOT/etc/hostname"
  if [[ -d $ROOT/var/log/nginx ]]; then
    ln -sf /dev/stdout "$ROOT/var/log/nginx/access.log"
    ln -sf /dev/stderr "$ROOT/var/log/nginx/error.log"
  fi
}
