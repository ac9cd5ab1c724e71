#!/usr/bin/env bash
# Runs inside the engine's own mount and pid namespaces and becomes its first process.
# When that process ends, the kernel ends every other one in here: nothing of the engine is left over.
#
# usage: engine-inside.sh PID_FILE RUN_DIR DATA_ROOT HOME ROOT   (ROOT: "" or the folder of another Debian)
set -euo pipefail
pid_file=$1 run_dir=$2 data_root=$3 home=$4 root=$5

# /proc is still the machine's: our pid as the machine sees it.
read -r line </proc/self/stat
pid=${line%% *}
# shellcheck disable=SC2086 # split on purpose
set -- ${line##*) }
printf '%s %s\n' "$pid" "${20}" >"$pid_file.new"
mv "$pid_file.new" "$pid_file"

# Another Debian becomes the root; the machine's own folders stay where they are.
enter() {
  local root=$1 folder name
  mount --bind "$root" "$root"
  mkdir -p "$root/proc" "$root/run" "$root/.machine"
  mount --rbind /sys "$root/sys"
  mount --rbind /dev "$root/dev"
  mount -t tmpfs -o mode=755 tmpfs "$root/run"
  for folder in /*; do
    name=${folder#/}
    case $name in
      bin | sbin | lib* | usr | etc | var | proc | sys | dev | run | boot | lost+found | .machine) continue ;;
    esac
    if [[ -d $folder && ! -L $folder ]]; then
      mkdir -p "$root/$name"
      mount --rbind "$folder" "$root/$name"
    fi
  done
  for folder in /etc/ssl/certs/ca-certificates.crt /etc/resolv.conf /etc/hosts; do
    if [[ -e $folder ]]; then
      mkdir -p "$root${folder%/*}"
      if [[ ! -f $root$folder ]]; then rm -f "$root$folder" && : >"$root$folder"; fi
      mount --bind "$folder" "$root$folder"
    fi
  done
  case $run_dir in
    /run/*)
      mkdir -p "$root$run_dir"
      mount --bind "$run_dir" "$root$run_dir"
      ;;
  esac
  cd "$root"
  pivot_root . .machine
  cd /
  mount -t proc proc /proc
  umount --lazy /.machine
}

if [[ -n $root ]]; then
  enter "$root"
else
  mount -t proc proc /proc
fi
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# Sockets and state of containerd and its shims: in memory, seen by nobody else.
mkdir -p /run/containerd
mount -t tmpfs -o mode=711 tmpfs /run/containerd
if [[ $data_root != "$home"/* ]]; then
  mkdir -p "$data_root"
  mount --bind "$home/data" "$data_root"
fi
ulimit -n 65536 2>/dev/null || true
# Engine 20.10 writes a key into /etc/docker: it gets one of its own, with the machine's registry certificates.
if [[ -d /etc/docker ]]; then
  mkdir -p "$home/etc"
  if [[ -d /etc/docker/certs.d ]]; then cp -a /etc/docker/certs.d "$home/etc/"; fi
  mount --bind "$home/etc" /etc/docker
fi
exec docker-init -- dockerd --config-file "$home/daemon.json"
