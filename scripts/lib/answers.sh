# shellcheck shell=bash
# Whether a Docker engine answers where Slipway would look for one.

# engine_at SOCKET
engine_at() { [ -S "$1" ] && curl -sf -o /dev/null --max-time 5 --noproxy '*' --unix-socket "$1" http://engine/_ping 2>/dev/null; }

# engine_answers_here: where the environment points to, or /var/run/docker.sock.
engine_answers_here() {
  local host=${DOCKER_HOST:-}
  if [ -z "$host" ]; then
    # Contexts are the program's business: if the user has chosen one, it is not for a script to replace it.
    if [ -n "${DOCKER_CONTEXT:-}" ] || grep -qs '"currentContext"' "${DOCKER_CONFIG:-${HOME:-/root}/.docker}/config.json"; then
      return 0
    fi
    host=unix:///var/run/docker.sock
  fi
  case $host in
    unix://*) engine_at "${host#unix://}" ;;
    tcp://*)
      # A TLS endpoint wants certificates that only the program reads.
      [ -n "${DOCKER_TLS_VERIFY:-}" ] || curl -sf -o /dev/null --max-time 5 --noproxy '*' "http://${host#tcp://}/_ping" 2>/dev/null
      ;;
    *) return 0 ;;
  esac
}
