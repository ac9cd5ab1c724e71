"""Puts the model weights into the cache while the image is built, and proves that they work.

    python preload_models.py                  fetch what is missing or damaged
    python preload_models.py --verify         load every model and ask it once; needs no network

MODEL_SOURCE=hub downloads the weights from the model hub at HF_ENDPOINT, with HF_TOKEN (or the file
/run/secrets/hf_token) where there is one; MODEL_SOURCE=package takes them out of Python packages below
MODEL_PACKAGES. Either way a file is kept only when its SHA-256 is the pinned one.
"""

import argparse
import importlib.metadata
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from media import cache

SECRET = Path("/run/secrets/hf_token")


class PreloadError(Exception):
    """The models cannot be made ready; the message says why."""


def from_package(model: dict[str, Any], target: Path) -> str:
    """Copies weights out of a Python package."""
    name, path = model["package"]["distribution"], model["package"]["path"]
    place = os.environ.get("MODEL_PACKAGES", "/opt/model-packages")
    for distribution in importlib.metadata.distributions(name=name, path=[place]):
        file = Path(str(distribution.locate_file(path)))
        if file.is_file():
            shutil.copyfile(file, target)
            return f"package {name} {distribution.version}"
    raise PreloadError(f"{model['name']}: {place} has no {path} of {name}")


def from_hub(model: dict[str, Any], target: Path) -> str:
    """Downloads weights from the model hub."""
    from huggingface_hub import hf_hub_download

    hub = model["hub"]
    token = os.environ.get("HF_TOKEN") or (SECRET.read_text().strip() if SECRET.is_file() else None)
    print(f"{model['name']}: downloading {hub['path']} of {hub['repository']}", flush=True)
    file = hf_hub_download(
        hub["repository"], hub["path"], revision=hub["revision"], cache_dir=target.parent / "hub", token=token or False
    )
    shutil.copyfile(file, target)
    return f"hub {hub['repository']}@{hub['revision']}"


SOURCES = {"package": from_package, "hub": from_hub}


def preload(source: str) -> None:
    """Fills the cache. A file appears in it whole and checked, or not at all."""
    if source not in SOURCES:
        raise PreloadError(f"MODEL_SOURCE is {source}: it can be {' or '.join(SOURCES)}")
    folder = cache.folder()
    folder.mkdir(parents=True, exist_ok=True)
    for model in cache.catalogue():
        target = folder / model["file"]
        origin = "the cache"
        if not target.is_file() or cache.digest(target) != model["sha256"]:
            with tempfile.TemporaryDirectory(dir=folder, prefix=".partial-") as partial:
                file = Path(partial) / model["file"]
                origin = SOURCES[source](model, file)
                if (found := cache.digest(file)) != model["sha256"]:
                    raise PreloadError(f"{model['name']}: SHA-256 is {found}, not {model['sha256']} ({origin})")
                file.chmod(0o644)
                file.replace(target)
        print(f"{model['name']}: {target.stat().st_size} bytes from {origin}", flush=True)


def verify() -> None:
    """Loads every model and asks it once."""
    cache.check()
    import numpy

    from media.people import People
    from media.pictures import decode, look_at
    from media.sound import listen

    started = time.perf_counter()
    people = People()
    look = look_at(decode(Path(__file__).with_name("sample.png").read_bytes()), people)
    silence = listen(numpy.zeros(16_000, numpy.float32))
    if not look.text:
        raise PreloadError("the reader loads, but reads nothing in the sample")
    if silence.speech:
        raise PreloadError("the model of speech hears somebody in silence")
    taken = time.perf_counter() - started
    print(f"{len(cache.catalogue())} models and MediaPipe's own load and answer, in {taken:.2f} s; read: {look.text!r}")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Preloads the model weights.")
    parser.add_argument("--verify", action="store_true", help="prove the cache instead of filling it")
    arguments = parser.parse_args()
    try:
        if arguments.verify:
            verify()
        else:
            preload(os.environ.get("MODEL_SOURCE", "hub"))
    except (PreloadError, cache.CacheError) as error:
        print(f"preload failed: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
