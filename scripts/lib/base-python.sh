# shellcheck shell=bash
# Python as the official image has it: under /usr/local, with pip and site-packages, apart from Debian's own.
# Debian's packages are unpacked rather than installed, so that a later 'apt-get install python3' gets
# Debian's Python into /usr, beside this one.

make_python() {
  local version=$1 parts wanted
  parts=("python$1" "python$1-minimal" "libpython$1-minimal" "libpython$1-stdlib" "python$1-venv" "libpython$1-dev" python3-pip-whl)
  # Split off by Debian in its older Pythons.
  if [[ $1 == 3.11 ]]; then parts+=(python3-distutils python3-lib2to3 python3-setuptools-whl python3-wheel-whl); fi
  mkdir -p "$WORK/parts" "$WORK/python"
  debian_download "$ROOT" "$SUITE" python "$WORK/parts" "${parts[@]}" || die "$EXIT_FAILED" "downloading ${parts[*]}: apt-get failed (above)"
  for wanted in "$WORK"/parts/*.deb; do dpkg-deb -x "$wanted" "$WORK/python"; done
  # Everything that those packages stand on, other Python packages left out.
  mapfile -t wanted < <(for wanted in "$WORK"/parts/*.deb; do dpkg-deb -f "$wanted" Package Depends | sed -n 's/^Depends: //p' | tr ',' '\n'; done |
    sed -E 's/\|.*//; s/\(.*//; s/:any//; s/ //g' | grep -vE '^(lib)?python|-dev$|^$' | sort -u)
  debian_install "$ROOT" "$SUITE" python "${wanted[@]}" || die "$EXIT_FAILED" "installing ${wanted[*]}: apt-get failed (above)"
  wanted=("$WORK/parts/python${1}_"*.deb)
  # shellcheck disable=SC2034 # read by base-image.sh
  PACKAGE="python$1 $(dpkg-deb -f "${wanted[0]}" Version)"
  move_python "$1"
  untie_python "$1"
  local full
  full=$(inside "$ROOT" python3 -c 'import platform; print(platform.python_version())') || die "$EXIT_FAILED" "the Python $version that was put together does not start (above)"
  install_pip "$1"
  find "$ROOT/usr/local/lib/python$1" -name __pycache__ -prune -exec rm -rf {} +
  trust_env SSL_CERT_FILE REQUESTS_CA_BUNDLE PIP_CERT
  CHANGES+=('ENV LANG=C.UTF-8' "ENV PYTHON_VERSION=$full" 'CMD ["python3"]')
}

move_python() {
  local from=$WORK/python/usr to=$ROOT/usr/local name
  cp -a "$from/lib/python$1" "$to/lib/"
  mkdir -p "$to/lib/python$1/site-packages" "$to/include/x86_64-linux-gnu" "$ROOT/usr/share"
  cp -a "$from/bin/python$1" "$to/bin/"
  for name in python python3; do ln -sf "python$1" "$to/bin/$name"; done
  for name in pydoc pdb; do
    if [[ -e $from/bin/$name$1 ]]; then cp -aL "$from/bin/$name$1" "$to/bin/${name}3"; fi
  done
  cp -a "$from/include/python$1" "$to/include/"
  cp -a "$from"/include/*-linux-gnu "$to/include/" 2>/dev/null || true
  cp -a "$from/share/python-wheels" "$ROOT/usr/share/"
  # Absolute links into Debian's own places.
  rm -rf "$to/lib/python$1"/{sitecustomize.py,config-*,EXTERNALLY-MANAGED,test}
}

# Debian sends what pip installs to dist-packages, and keeps ensurepip for virtual environments.
untie_python() {
  local lib=$ROOT/usr/local/lib/python$1
  # 'site' is frozen into the interpreter, so it cannot be edited; the one folder it reads sends it on.
  mkdir -p "$lib/dist-packages"
  cp "$LIB/image/upstream_site.py" "$lib/_upstream_site.py"
  echo 'import _upstream_site; _upstream_site.apply()' >"$lib/dist-packages/site-packages.pth"
  sed -i "s/prefix_scheme = 'posix_local'/prefix_scheme = 'posix_prefix'/" "$lib/sysconfig.py" "$lib/sysconfig/__init__.py" 2>/dev/null || true
  sed -i 's/^    _ensurepip_is_disabled_in_debian_for_system()$//' "$lib/ensurepip/__init__.py"
}

install_pip() {
  local wheels=() wheel found
  for wheel in "$ROOT"/usr/share/python-wheels/*.whl; do wheels+=("${wheel#"$ROOT"}"); done
  # shellcheck disable=SC2016 # expanded inside
  inside "$ROOT" sh -c 'PYTHONPATH=$(echo /usr/share/python-wheels/pip-*.whl) python3 -m pip install --quiet --root-user-action=ignore \
    --no-index --no-deps --no-compile "$@"' pip "${wheels[@]}" || die "$EXIT_FAILED" "installing pip into the new Python $1: failed (above)"
  found=$(inside "$ROOT" python3 -c 'import pip, sysconfig; print(pip.__file__)')
  if [[ $found != "/usr/local/lib/python$1/site-packages/"* ]]; then
    die "$EXIT_FAILED" "pip of Python $1 went to $found instead of /usr/local/lib/python$1/site-packages: Debian $SUITE has changed its Python" \
      "reporting this"
  fi
}
