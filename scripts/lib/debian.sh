# shellcheck shell=bash
# Debian's packages: on this machine, and in a folder of its own (debootstrap).

# The mirrors this machine uses, in the order of its apt sources: URI SUITE…
apt_sources() {
  local file
  for file in /etc/apt/sources.list.d/*.sources; do
    if [[ -e $file ]]; then
      awk 'BEGIN {RS = ""; FS = "\n"} {u = s = t = ""; for (i = 1; i <= NF; i++) {
        if ($i ~ /^URIs:/) {u = $i; sub(/^URIs:[ \t]*/, "", u); sub(/[ \t].*/, "", u)}
        if ($i ~ /^Suites:/) {s = $i; sub(/^Suites:[ \t]*/, "", s)}
        if ($i ~ /^Types:.*deb( |$)/) t = 1}
        if (t && u) print u, s}' "$file"
    fi
  done
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    if [[ -e $file ]]; then sed -nE 's/^deb[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+)[[:space:]]+([^[:space:]]+).*/\2 \3/p' "$file"; fi
  done
}

# The mirror that new systems are made from: SLIPWAY_DEBIAN_MIRROR, else this machine's.
debian_mirror() {
  local uri codename
  if [[ -n ${SLIPWAY_DEBIAN_MIRROR:-} ]]; then
    printf '%s' "$SLIPWAY_DEBIAN_MIRROR"
    return
  fi
  # shellcheck disable=SC1091 # the machine's own
  codename=$(. /etc/os-release && [[ $ID == debian ]] && echo "${VERSION_CODENAME:-sid}") || codename=none
  uri=$(apt_sources | awk -v c="$codename" '{for (i = 2; i <= NF; i++) if ($i == c) {print $1; exit}}')
  if [[ -z $uri ]]; then
    die "${1:-1}" "looking for a Debian mirror in /etc/apt: no source there has the suite $codename" "SLIPWAY_DEBIAN_MIRROR=<address of a mirror>"
  fi
  printf '%s' "$uri"
}

# Where security updates come from; nothing when this machine takes none.
debian_security() {
  local uri=${SLIPWAY_DEBIAN_SECURITY:-}
  if [[ -z $uri && -z ${SLIPWAY_DEBIAN_MIRROR:-} ]]; then
    uri=$(apt_sources | awk '{for (i = 2; i <= NF; i++) if ($i ~ /-security$|\/updates$/) {print $1; exit}}')
  fi
  printf '%s' "$uri"
}

# apt_install CODE PACKAGE…: on this machine, saying so first; dies with CODE when it may not or cannot.
apt_install() {
  local code=$1
  shift
  if ((EUID != 0)) || ! command -v apt-get >/dev/null; then
    die "$code" "$* is not installed, and cannot be from here (that needs root and apt-get)" "installing $* with this system's package manager"
  fi
  say "installing $* with apt-get"
  # RUNLEVEL=1: an installed service is not started.
  if ! { retry 3 apt-get update -q && retry 3 env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends -o Dpkg::Use-Pty=0 "$@"; } </dev/null >&2; then
    die "$code" "apt-get install $*: failed (above)" "running it by hand to see why"
  fi
}

# debian_minimal SUITE FOLDER CODE: a minimal Debian; packages come from the cache when they are there.
debian_minimal() {
  local suite=$1 folder=$2 code=$3 mirror script=/usr/share/debootstrap/scripts cache=$SLIPWAY_DIR/cache/debs/$1
  mirror=$(debian_mirror "$code")
  command -v debootstrap >/dev/null || apt_install "$code" debootstrap
  # A release newer than this debootstrap is made as 'sid' is.
  if [[ ! -e $script/$suite ]]; then ln -s sid "$script/$suite"; fi
  mkdir -p "$cache"
  retry 3 fresh_debootstrap "$suite" "$folder" "$mirror" "$cache" ||
    die "$code" "debootstrap $suite from $mirror into $folder: failed three times (above; more in $folder/debootstrap)"
  # debootstrap leaves its own lists, which know nothing of updates.
  rm -rf "$folder"/var/lib/apt/lists/*
  machine_apt >"$folder/etc/apt/apt.conf.d/80machine"
}

# What this machine's own apt is told about the age of its mirror's lists; the new system uses the same mirror.
machine_apt() {
  if command -v apt-config >/dev/null; then apt-config dump Acquire::Check-Valid-Until Acquire::Check-Date 2>/dev/null | grep '"' || true; fi
}

fresh_debootstrap() {
  rm -rf --one-file-system "$2"
  mkdir -p "$2/etc/dpkg/dpkg.cfg.d"
  lean_dpkg >"$2/etc/dpkg/dpkg.cfg.d/slipway"
  local point status=0
  point=$(mktemp -d /tmp/slipway-debootstrap.XXXXXX)
  unshare --mount --pid --fork --kill-child "$LIB/debian-bootstrap.sh" "$@" "$point" </dev/null 2>&1 |
    { grep -E '^(E|W|mount):' >&2 || true; } || status=$?
  rmdir "$point"
  return "$status"
}

# Small and fast: no manuals, and no fsync for a folder that can be made again.
lean_dpkg() {
  printf '%s\n' force-unsafe-io 'path-exclude /usr/share/man/*' 'path-exclude /usr/share/doc/*' 'path-include /usr/share/doc/*/copyright' \
    'path-exclude /usr/share/info/*' 'path-exclude /usr/share/locale/*' 'path-exclude /usr/share/lintian/*'
}

# debian_sources SUITE: the text of its sources.list.
debian_sources() {
  local mirror security
  mirror=$(debian_mirror)
  security=$(debian_security)
  printf 'deb %s %s main\n' "$mirror" "$1"
  case $1 in
    bookworm | trixie)
      printf 'deb %s %s-updates main\n' "$mirror" "$1"
      if [[ -n $security ]]; then printf 'deb %s %s-security main\n' "$security" "$1"; fi
      ;;
  esac
}

# debian_install FOLDER SUITE PURPOSE PACKAGE…: in the Debian in FOLDER, with a package cache of its own.
debian_install() {
  local folder=$1 cache=$SLIPWAY_DIR/cache/debs/$2-$3
  debian_sources "$2" >"$folder/etc/apt/sources.list"
  mkdir -p "$cache/partial"
  shift 3
  retry 3 unshare --mount --pid --fork --kill-child "$LIB/debian-inside.sh" install "$folder" "$cache" "$@" </dev/null >&2
}

# debian_download FOLDER SUITE PURPOSE TARGET PACKAGE…: the packages alone, as files in TARGET.
debian_download() {
  local folder=$1 cache=$4
  debian_sources "$2" >"$folder/etc/apt/sources.list"
  mkdir -p "$cache/partial"
  shift 4
  retry 3 unshare --mount --pid --fork --kill-child "$LIB/debian-inside.sh" download "$folder" "$cache" "$@" </dev/null >&2
}
