# shellcheck shell=bash
# Getting an engine: the distribution's package, or another release's in a folder of its own.

need_root() {
  if ((EUID != 0)); then
    die "$EXIT_NO_ENGINE" "$1 needs root, and this is $(id -un)" "running it as root, or DOCKER_HOST pointing to an engine elsewhere"
  fi
}

# install_engine: the machine's own dockerd, installed when it is absent and may be.
install_engine() {
  local missing=()
  need_root "starting a private engine"
  command -v dockerd >/dev/null && command -v docker-init >/dev/null || missing+=(docker.io)
  command -v iptables >/dev/null || missing+=(iptables)
  command -v ip >/dev/null || missing+=(iproute2)
  command -v curl >/dev/null || missing+=(curl)
  if ((${#missing[@]} == 0)); then return; fi
  if [[ $INSTALL == no ]]; then
    die "$EXIT_NO_ENGINE" "starting a private engine: ${missing[*]} is not installed, and installing is forbidden here" \
      "apt-get install ${missing[*]}"
  fi
  apt_install "$EXIT_NO_ENGINE" "${missing[@]}"
}

suite_of_engine() {
  case $1 in
    26.1) echo trixie ;;
    28.5) echo forky ;;
    *) die "$EXIT_USAGE" "--engine $1: no such engine here" "--engine 20.10, 26.1 or 28.5" ;;
  esac
}

# engine_root VERSION: prints the folder of a Debian that has this engine in it, made when absent.
engine_root() {
  local suite root began=$EPOCHREALTIME packages=(docker.io docker-cli iptables ca-certificates)
  suite=$(suite_of_engine "$1")
  root=$SLIPWAY_DIR/engines/$1/root
  if [[ -e $root/.complete ]]; then
    printf '%s' "$root"
    return
  fi
  need_root "installing engine $1"
  if [[ $INSTALL == no ]]; then die "$EXIT_NO_ENGINE" "engine $1 is not in $root, and installing is forbidden here" "leaving out --no-install"; fi
  say "engine $1: installing Debian $suite with docker.io into $root"
  mkdir -p "${root%/*}"
  rm -rf --one-file-system "$root"
  debian_minimal "$suite" "$root" "$EXIT_NO_ENGINE"
  debian_install "$root" "$suite" engine "${packages[@]}" || die "$EXIT_NO_ENGINE" "installing ${packages[*]} into $root: apt-get failed (above)"
  # Peers to measure against; a release may lack one.
  debian_install "$root" "$suite" engine docker-buildx docker-compose ||
    say "engine $1: no docker-buildx or docker-compose in $suite"
  rm -rf "$root"/var/lib/apt/lists/*
  : >"$root/.complete"
  say "engine $1: installed in $(since "$began")"
  printf '%s' "$root"
}
