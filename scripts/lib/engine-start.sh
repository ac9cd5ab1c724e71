# shellcheck shell=bash
# Starting and stopping the private engine of ENGINE_HOME.

json() {
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

# write_settings DATA_ROOT MAJOR
write_settings() {
  local mtu newer='' features='"buildkit": true'
  mtu=$(network_mtu)
  if (($2 >= 24)); then
    newer=$(printf '"default-network-opts": {"bridge": {"com.docker.network.driver.mtu": "%s"}},' "$mtu")
  fi
  if [[ $STORE == containerd ]]; then features+=', "containerd-snapshotter": true'; fi
  if [[ -n $ENGINE_DNS ]]; then newer+=$(printf '\n  "dns": ["%s"],' "$ENGINE_DNS"); fi
  cat >"$ENGINE_HOME/daemon.json" <<END
{
  "data-root": $(json "$1"),
  "exec-root": "/run/containerd/engine",
  "pidfile": "/run/containerd/engine.pid",
  "hosts": [$(json "unix://$ENGINE_SOCKET")],
  "group": "root",
  "bridge": "$ENGINE_BRIDGE",
  "iptables": false,
  "ip6tables": false,
  "mtu": $mtu,
  "default-address-pools": [{"base": "$ENGINE_NET.128.0/17", "size": 24}],
  $newer
  "cgroup-parent": "/$ENGINE_TAG",
  "exec-opts": ["native.cgroupdriver=cgroupfs"],
  "features": {$features},
  "builder": {"gc": {"enabled": true, "defaultKeepStorage": "20GB"}},
  "shutdown-timeout": 5
}
END
}

# start_engine ROOT MAJOR: ROOT is "" for the machine's own dockerd.
start_engine() {
  local data=$ENGINE_HOME/data began=$EPOCHREALTIME deadline
  mkdir -p "$data" "$ENGINE_RUN_DIR" /run/containerd /etc/docker
  if [[ $data =~ [^A-Za-z0-9/._+@-] ]]; then data=/run/containerd/data; fi
  network_up
  write_settings "$data" "$2"
  rm -f "$ENGINE_PID_FILE" "$ENGINE_SOCKET"
  setsid unshare --mount --pid --fork --propagation slave \
    "$LIB/engine-inside.sh" "$ENGINE_PID_FILE" "$ENGINE_RUN_DIR" "$data" "$ENGINE_HOME" "$1" \
    </dev/null >"$ENGINE_LOG" 2>&1 8>&- 9>&- &
  local child=$!
  deadline=$((SECONDS + ${SLIPWAY_ENGINE_WAIT:-60}))
  until engine_answers; do
    if ! kill -0 "$child" 2>/dev/null; then
      failed_to_start "dockerd ended before it answered"
    fi
    if ((SECONDS >= deadline)); then failed_to_start "no answer at $ENGINE_SOCKET within ${SLIPWAY_ENGINE_WAIT:-60} s"; fi
    sleep 0.1
  done
  disown "$child"
  say "engine $(engine_version) is up after $(since "$began"): network $ENGINE_NET.0.0/16 on $ENGINE_BRIDGE, data in $ENGINE_HOME"
}

failed_to_start() {
  say "starting a private engine in $ENGINE_HOME: $1. Its last words:"
  tail -n 25 "$ENGINE_LOG" | sed 's/^/  | /' >&2
  stop_engine
  die "$EXIT_NO_ENGINE" "no engine" "reading $ENGINE_LOG; or DOCKER_HOST pointing to an engine elsewhere"
}

# Waits up to SECONDS for a process to end: ended PID STARTED SECONDS
ended() {
  local deadline=$((SECONDS + $3))
  while [[ $(start_time_of "$1") == "$2" ]]; do
    if ((SECONDS >= deadline)); then return 1; fi
    sleep 0.05
  done
}

# Stops what runs and removes what is left of it, also after a crash. Images stay.
stop_engine() {
  local pid started
  if pid=$(engine_pid); then
    started=$(start_time_of "$pid")
    note_bridges
    kill -TERM "$pid" 2>/dev/null || true
    if ! ended "$pid" "$started" 20; then
      say "the engine (pid $pid) did not stop within 20 s of SIGTERM: killed"
      kill -KILL "$pid" 2>/dev/null || true
      ended "$pid" "$started" 10 || die "$EXIT_FAILED" "killing the engine (pid $pid): still there after 10 s"
    fi
  fi
  rm -f "$ENGINE_PID_FILE" "$ENGINE_SOCKET"
  if [[ $ENGINE_RUN_DIR == /run/* ]]; then rm -rf "$ENGINE_RUN_DIR"; fi
  network_down
  remove_cgroups
  # The empty /run/containerd stays: removing it would unmount what another engine has mounted there.
}

remove_cgroups() {
  local top
  for top in /sys/fs/cgroup/*/"$ENGINE_TAG" /sys/fs/cgroup/"$ENGINE_TAG"; do
    if [[ -d $top ]]; then find "$top" -depth -type d -exec rmdir {} + 2>/dev/null || true; fi
  done
}
