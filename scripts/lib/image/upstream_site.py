"""site-packages where python.org has it. Debian compiles its own choice (dist-packages) into the interpreter."""

import site
import sys


def getsitepackages(prefixes=None):
    version = "python%d.%d" % sys.version_info[:2]
    found = []
    for prefix in site.PREFIXES if prefixes is None else prefixes:
        folder = f"{prefix}/lib/{version}/site-packages"
        if prefix and folder not in found:
            found.append(folder)
    return found


def apply():
    site.getsitepackages = getsitepackages
    sys.path[:] = [entry for entry in sys.path if not entry.endswith("/dist-packages")]
    for folder in getsitepackages([sys.base_prefix]):
        site.addsitedir(folder)
