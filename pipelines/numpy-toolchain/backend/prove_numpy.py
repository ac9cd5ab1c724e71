"""Proves that this NumPy was compiled against OpenBLAS and that OpenBLAS is what it computes with.

What NumPy says of its own build is checked first; then whether the library is mapped into the process, since
a linked library that is not there would have failed the import, and an unlinked one is never loaded.
"""

import sys
import time

import numpy


def main() -> int:
    """The command line."""
    numpy.show_config()
    libraries = {name: numpy.__config__.get_info(name).get("libraries", []) for name in ("blas_opt", "lapack_opt")}
    missing = [name for name, linked in libraries.items() if not any("openblas" in library for library in linked)]
    if missing:
        print(f"built without OpenBLAS: {', '.join(missing)}", file=sys.stderr)
        return 1
    matrix = numpy.random.default_rng(7).random((600, 600))
    begun = time.perf_counter()
    off = float(numpy.abs(matrix @ numpy.linalg.inv(matrix) - numpy.eye(600)).max())
    took = time.perf_counter() - begun
    with open("/proc/self/maps", encoding="ascii", errors="replace") as maps:
        mapped = sorted({line.split()[-1] for line in maps if "openblas" in line})
    if not mapped or off > 1e-6:
        print(f"mapped: {mapped}, the inverse is off by {off}", file=sys.stderr)
        return 1
    print(f"OpenBLAS is in use: {mapped[0]}, a 600x600 inverse in {took * 1000:.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
