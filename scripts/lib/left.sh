# shellcheck shell=bash
# What a test run leaves behind on the machine: nothing, and this is where that is proven.
# What carries the run's mark or the name of one of its engines is ours, and always a failure. Anything else that is new is
# somebody else's on a shared machine and only told; on a CI machine, where no other private engine is up, it is a failure too.

# photograph FILE: mounts, links, rules and network namespaces, one a line, with names that last.
photograph() {
  {
    awk '{print "mount", $5}' /proc/self/mountinfo
    if command -v ip >/dev/null; then
      ip -o link show | sed -nE 's/^[0-9]+: ([^:@]+).*/link \1/p'
      ip netns list 2>/dev/null | sed 's/^/netns /'
    fi
    if command -v iptables >/dev/null; then
      local table
      for table in filter nat mangle; do
        iptables -w 10 -t "$table" -S 2>/dev/null | grep -v '^-P ' | sed "s/^/rule $table /" || true
      done
    fi
    find /sys/fs/cgroup -maxdepth 2 -type d -name 'slipway-*' 2>/dev/null | sed 's/^/cgroup /' || true
    find /run -maxdepth 1 -name 'slipway-*' 2>/dev/null | sed 's/^/folder /' || true
  } | sort -u >"$1"
}

# marked_processes MARK TAG…: processes that inherited the mark in their environment, or live in a cgroup of an engine; no zombies.
marked_processes() {
  local mark=$1 pattern tag process pid state
  shift
  pattern=no-such-cgroup
  for tag in "$@"; do pattern+="|/$tag(/|\$)"; done
  for process in /proc/[0-9]*; do
    pid=${process#/proc/}
    if grep -qzxF "$mark" "$process/environ" 2>/dev/null || grep -qE "$pattern" "$process/cgroup" 2>/dev/null; then
      state=$(sed -E 's/.*\) (.).*/\1/' "$process/stat" 2>/dev/null) || continue
      if [[ -n $state && $state != [ZX] ]] && ! below_us "$pid"; then
        printf 'process %s %s\n' "$pid" "$(tr '\0' ' ' <"$process/cmdline" 2>/dev/null | cut -c1-160)"
      fi
    fi
  done
}

# Is PID this script, or something that it waits for? What is left behind has lost its parent.
below_us() {
  local pid=$1
  while ((pid > 1)); do
    if ((pid == $$)); then return 0; fi
    pid=$(sed -E 's/.*\) . ([0-9]+).*/\1/' "/proc/$pid/stat" 2>/dev/null) && [[ -n $pid ]] || return 0
  done
  return 1
}

# Is a private engine up that is none of TAG…?
another_engine() {
  local folder tag
  while read -r folder; do
    for tag in "$@"; do if [[ ${folder##*/} == "$tag" ]]; then continue 2; fi; done
    return 0
  done < <(find /sys/fs/cgroup -maxdepth 2 -type d -name 'slipway-*' 2>/dev/null)
  return 1
}

# nothing_left BEFORE AFTER MARK TAG…: tells what is left; fails when any of it is ours.
nothing_left() {
  local before=$1 after=$2 mark=$3 name left=0 strict=no line pattern='no-such-name' deadline=$((SECONDS + ${LEFT_PATIENCE:-10})) processes
  shift 3
  for name in "$@"; do pattern+="|$name|slw${name#slipway-}"; done
  # The kernel takes a moment to bury the last of an engine.
  while processes=$(marked_processes "$mark" "$@") && [[ -n $processes ]] && ((SECONDS < deadline)); do sleep 0.3; done
  photograph "$after"
  if [[ -n ${CI:-} ]] && ! another_engine "$@"; then strict=yes; fi
  if [[ -n $processes ]]; then
    printf 'left behind: %s\n' "$processes"
    left=1
  fi
  while read -r line; do
    if [[ $line =~ $pattern || $line == *"$TEST_DIR"* || $strict == yes ]]; then
      printf 'left behind: %s\n' "$line"
      left=1
    else
      printf 'new, but not ours: %s\n' "$line"
    fi
  done < <(comm -13 "$before" "$after")
  if ((left == 0)); then printf 'no process, mount, bridge, rule or network was left behind\n'; fi
  return "$left"
}
