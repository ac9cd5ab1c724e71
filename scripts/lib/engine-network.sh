# shellcheck shell=bash
# The private engine's network: a bridge, a range of addresses that nothing here uses, and NAT.
# The engine itself runs without iptables, so it never touches the rules of another engine;
# the few rules it needs are ours and carry its tag as a comment.

ip_number() {
  local IFS=.
  # shellcheck disable=SC2086 # split on purpose
  set -- $1
  printf '%d' $((($1 << 24) + (${2:-0} << 16) + (${3:-0} << 8) + ${4:-0}))
}

# in_use NET16: does a route or a name server of this machine overlap NET16.0.0/16?
in_use() {
  local low high route bits first last
  low=$(ip_number "$1.0.0") && high=$((low + 65535))
  while read -r route; do
    bits=32
    if [[ $route == */* ]]; then bits=${route#*/}; fi
    first=$(ip_number "${route%/*}")
    last=$((first + (1 << (32 - bits)) - 1))
    if ((first <= high && last >= low)); then return 0; fi
  done < <(
    ip -4 -o route show table all | grep -v "dev $ENGINE_BRIDGE" | grep -oE '^([a-z]+ )?[0-9]+(\.[0-9]+)+(/[0-9]+)?' | grep -oE '[0-9./]+$'
    sed -nE 's/^nameserver[[:space:]]+([0-9]+(\.[0-9]+){3}).*/\1/p' /etc/resolv.conf
  )
  return 1
}

# Sets ENGINE_NET (two octets, such as 10.87): the one used before, else the first free one from
# where the home's hash points to.
pick_network() {
  local start=$((16#${ENGINE_ID:0:4})) n saved
  if [[ -n ${SLIPWAY_ENGINE_NET:-} ]]; then
    ENGINE_NET=$SLIPWAY_ENGINE_NET
    return
  fi
  if { read -r saved <"$ENGINE_HOME/network"; } 2>/dev/null && [[ -n $saved ]] && ! in_use "$saved"; then
    ENGINE_NET=$saved
    return
  fi
  for ((n = 0; n < 180; n++)); do
    ENGINE_NET=10.$((60 + (start + n) % 180))
    if ! in_use "$ENGINE_NET"; then return; fi
  done
  for ((n = 0; n < 16; n++)); do
    ENGINE_NET=172.$((16 + (start + n) % 16))
    if ! in_use "$ENGINE_NET"; then return; fi
  done
  die "$EXIT_NO_ENGINE" "choosing a network for the engine: every 10.x.0.0/16 and 172.x.0.0/16 overlaps a route of this machine" \
    "SLIPWAY_ENGINE_NET=10.200 (two octets that are free in practice)"
}

network_mtu() {
  local dev
  dev=$(ip -4 -o route show default | sed -nE 's/.* dev ([^ ]+).*/\1/p' | head -n 1)
  { cat "/sys/class/net/${dev:-lo}/mtu" 2>/dev/null || echo 1500; } | awk '{print ($1 > 1500 ? 1500 : $1)}'
}

# A tagged rule: add_rule TABLE A|I CHAIN RULE…
add_rule() {
  local table=$1 how=$2 chain=$3
  shift 3
  iptables -w 10 -t "$table" "-$how" "$chain" "$@" -m comment --comment "$ENGINE_TAG"
}

# A locally administered one, the same for the same home.
bridge_address() { printf '02:53:%s:%s:%s:%s' "${ENGINE_ID:0:2}" "${ENGINE_ID:2:2}" "${ENGINE_ID:4:2}" "${ENGINE_ID:6:2}"; }

network_up() {
  local net mtu
  # One at a time on this machine: two engines that start together must not pick the same range.
  exec 8>/run/lock/slipway-network.lock
  flock -w 30 8 || die "$EXIT_NO_ENGINE" "waiting for /run/lock/slipway-network.lock: still held after 30 s"
  pick_network
  printf '%s\n' "$ENGINE_NET" >"$ENGINE_HOME/network"
  net=$ENGINE_NET.0.0/16
  mtu=$(network_mtu)
  # A bridge without an address of its own takes that of one of its ports: whenever a container came or went, the others went
  # on sending to an address that nobody had any more.
  if ! { ip link add "$ENGINE_BRIDGE" address "$(bridge_address)" type bridge && ip link set "$ENGINE_BRIDGE" mtu "$mtu" &&
    ip addr add "$ENGINE_NET.0.1/24" dev "$ENGINE_BRIDGE" && ip link set "$ENGINE_BRIDGE" up; }; then
    die "$EXIT_NO_ENGINE" "creating the bridge $ENGINE_BRIDGE: the kernel refused (above)" \
      "a kernel with bridge support, or DOCKER_HOST pointing to an engine elsewhere"
  fi
  exec 8>&-
  echo 1 >/proc/sys/net/ipv4/ip_forward || say "could not switch on net.ipv4.ip_forward; containers may not reach the network"
  if ! { add_rule nat A POSTROUTING -s "$net" ! -d "$net" -j MASQUERADE && add_rule filter I FORWARD -s "$net" -j ACCEPT &&
    add_rule filter I FORWARD -d "$net" -j ACCEPT; }; then
    die "$EXIT_NO_ENGINE" "adding NAT for $net with iptables: refused (above)" "a kernel with nf_tables or ip_tables NAT, or DOCKER_HOST pointing to an engine elsewhere"
  fi
  # Networks that are made later may keep an MTU of 1500 above a smaller uplink.
  add_rule mangle A FORWARD -s "$net" -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu 2>/dev/null || true
  names_up
}

# Sets ENGINE_DNS to what the engine needs beyond resolv.conf: a name server on loopback cannot be
# reached from a bridge, so its port is handed on from the bridge's own address.
names_up() {
  local server
  ENGINE_DNS=
  server=$(sed -nE 's/^nameserver[[:space:]]+([^ ]+).*/\1/p' /etc/resolv.conf | grep -v '^127\.\|^::1' | head -n 1 || true)
  if [[ -n $server ]]; then return; fi
  server=$(sed -nE 's/^nameserver[[:space:]]+(127[0-9.]+).*/\1/p' /etc/resolv.conf | head -n 1)
  if [[ -z $server ]]; then
    say "/etc/resolv.conf names no server: containers will not resolve names"
    return
  fi
  # The engine itself knows this one, and asks the servers behind it.
  if [[ $server == 127.0.0.53 && -s /run/systemd/resolve/resolv.conf ]]; then return; fi
  say "the name server $server is on loopback: containers reach it through $ENGINE_NET.0.1"
  echo 1 >"/proc/sys/net/ipv4/conf/$ENGINE_BRIDGE/route_localnet"
  local protocol
  for protocol in udp tcp; do
    add_rule nat A PREROUTING -i "$ENGINE_BRIDGE" -d "$ENGINE_NET.0.1" -p "$protocol" --dport 53 -j DNAT --to-destination "$server:53"
  done
  ENGINE_DNS=$ENGINE_NET.0.1
  : "$ENGINE_DNS"
}

network_down() {
  local net table bridge
  for table in nat filter mangle; do
    if command -v iptables >/dev/null; then
      { iptables -w 10 -t "$table" -S 2>/dev/null | grep -e "--comment $ENGINE_TAG\b" | sed 's/^-A/-D/' || true; } |
        xargs -r -L 1 iptables -w 10 -t "$table"
    fi
  done
  { read -r net <"$ENGINE_HOME/network"; } 2>/dev/null || net=
  {
    printf '%s\n' "$ENGINE_BRIDGE"
    # Bridges of networks that users made: the engine keeps them while it is down, we do not.
    if [[ -n $net ]]; then ip -4 -o addr show | awk -v net="$net." 'index($4, net) == 1 && $2 ~ /^br-/ {print $2}'; fi
    cat "$ENGINE_HOME/bridges" 2>/dev/null || true
  } | sort -u | while read -r bridge; do
    if [[ -e /sys/class/net/$bridge/bridge ]]; then ip link del "$bridge"; fi
  done
  rm -f "$ENGINE_HOME/bridges"
}

# Notes the bridges of all networks while the engine can still be asked.
note_bridges() {
  engine_get /networks | grep -oE '"Id":"[0-9a-f]{12}' | sed 's/.*"/br-/' >"$ENGINE_HOME/bridges" || true
}
