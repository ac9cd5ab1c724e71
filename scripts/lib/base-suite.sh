# shellcheck shell=bash
# A minimal Debian of one suite with the machine's certificates in it: made once, shared by all kinds.

ca_bundle() {
  local file=${SLIPWAY_CA_BUNDLE:-/etc/ssl/certs/ca-certificates.crt}
  if [[ ! -r $file ]]; then
    die "$EXIT_FAILED" "reading the CA bundle $file: no such file, or not readable" "installing ca-certificates, or SLIPWAY_CA_BUNDLE=<file>"
  fi
  printf '%s' "$file"
}

pack() { if command -v pigz >/dev/null; then pigz -1; else gzip -1; fi; }
unpack() { if command -v pigz >/dev/null; then pigz -d; else gzip -d; fi; }

hash_of() { cat "$@" | sha256sum | cut -c1-16; }

inside() {
  local root=$1
  shift
  chroot "$root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C "$@" </dev/null
}

# suite_into SUITE ROOT: unpacks the suite's minimal Debian, made first when it is not in the cache.
suite_into() {
  local suite=$1 root=$2 key archive began=$EPOCHREALTIME
  key=$(hash_of "$LIB"/debian*.sh "$LIB/base-suite.sh" "$(ca_bundle)")
  archive=$BASES_DIR/minimal-$suite-$key.tar.gz
  exec 7>"$BASES_DIR/minimal-$suite.lock"
  flock -w 1800 7 || die "$EXIT_FAILED" "waiting for another provider of Debian $suite: still busy after 30 minutes"
  if [[ ! -e $archive ]]; then
    say "Debian $suite: a minimal one, by debootstrap"
    debian_minimal "$suite" "$root" "$EXIT_FAILED"
    debian_install "$root" "$suite" minimal ca-certificates netbase tzdata || die "$EXIT_FAILED" "Debian $suite: its certificates could not be installed (above)"
    trust_machine "$root"
    apt_manners >"$root/etc/apt/apt.conf.d/90slipway"
    rm -f "$BASES_DIR/minimal-$suite-"*.tar.gz
    archive_of "$root" "$archive"
    say "Debian $suite: done in $(since "$began")"
  else
    mkdir -p "$root"
    unpack <"$archive" | tar -C "$root" -xf -
  fi
  exec 7>&-
}

# archive_of ROOT FILE: a whole file or none.
archive_of() {
  tar -C "$1" --one-file-system --exclude='./dev/*' --exclude='./proc/*' --exclude='./sys/*' \
    --exclude='./var/cache/apt/archives/*' --numeric-owner -cf - . | pack >"$2.$$"
  mv "$2.$$" "$2"
}

# The certificates that this machine trusts and Debian does not, so that update-ca-certificates keeps them.
trust_machine() {
  local root=$1 folder=$1/usr/local/share/ca-certificates
  mkdir -p "$folder"
  rm -f "$root/etc/ssl/certs/ca-certificates.crt"
  inside "$root" update-ca-certificates --fresh >/dev/null 2>&1
  awk -v folder="$folder" '
    /-----BEGIN/ {body = ""; text = ""; in_one = 1}
    in_one {text = text $0 "\n"; if ($0 !~ /-----/) body = body $0}
    /-----END/ {
      in_one = 0
      if (FNR == NR) known[body] = 1
      else if (!(body in known)) {known[body] = 1; file = sprintf("%s/slipway-%02d.crt", folder, ++n); printf "%s", text > file; close(file)}
    }' "$root/etc/ssl/certs/ca-certificates.crt" <(tr -d '\r' <"$(ca_bundle)")
  inside "$root" update-ca-certificates >/dev/null 2>&1
}

# apt inside an image keeps no caches.
apt_manners() {
  cat <<'END'
DPkg::Post-Invoke {"rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true";};
APT::Update::Post-Invoke {"rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true";};
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Acquire::GzipIndexes "true";
Acquire::Languages "none";
Acquire::Retries "3";
Apt::AutoRemove::SuggestsImportant "false";
END
}
