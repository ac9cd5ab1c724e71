# shellcheck shell=bash
# Where a private engine lives: its folders, its socket and the name that keeps it apart from others.

# engine_home HOME: sets the ENGINE_* variables. HOME need not exist yet.
engine_home() {
  mkdir -p "$1"
  ENGINE_HOME=$(readlink -f "$1")
  ENGINE_ID=$(printf '%s' "$ENGINE_HOME" | sha256sum | cut -c1-8)
  ENGINE_TAG=slipway-$ENGINE_ID
  ENGINE_BRIDGE=slw$ENGINE_ID
  ENGINE_LOG=$ENGINE_HOME/engine.log
  ENGINE_PID_FILE=$ENGINE_HOME/pid
  ENGINE_RUN_DIR=$ENGINE_HOME
  # The kernel takes 107 bytes of a socket's path; a path with odd characters makes a poor URL.
  if ((${#ENGINE_HOME} > 90)) || [[ $ENGINE_HOME =~ [^A-Za-z0-9/._+@-] ]]; then
    ENGINE_RUN_DIR=/run/$ENGINE_TAG
  fi
  ENGINE_SOCKET=$ENGINE_RUN_DIR/docker.sock
  : "$ENGINE_BRIDGE" "$ENGINE_LOG" "$ENGINE_PID_FILE" "$ENGINE_SOCKET"
}

# The start time of a process, in clock ticks since boot: with the pid it names a process for good.
start_time_of() {
  local line
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  line=${line##*) }
  # shellcheck disable=SC2086 # split on purpose
  set -- $line
  if [[ $1 == Z ]]; then return 1; fi
  printf '%s' "${20}"
}

# Prints the engine's pid, when the process that wrote the pid file is still that very process.
engine_pid() {
  local pid started
  { read -r pid started <"$ENGINE_PID_FILE"; } 2>/dev/null || return 1
  if [[ -n ${started:-} && $(start_time_of "$pid") == "$started" ]]; then printf '%s' "$pid"; else return 1; fi
}

engine_get() {
  curl --silent --fail --max-time "${2:-5}" --noproxy '*' --unix-socket "$ENGINE_SOCKET" "http://localhost$1" 2>/dev/null
}

engine_answers() { [[ -S $ENGINE_SOCKET ]] && engine_get /_ping >/dev/null; }

engine_version() {
  engine_get /version | tr ',' '\n' | sed -n 's/^{*"Version":"\([^"]*\)".*/\1/p' | tail -n 1
}
