"""Where the weights lie, and whether they are the ones that were meant."""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CATALOGUE = Path(__file__).parents[1] / "models.json"


class CacheError(Exception):
    """The cache cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A file of weights in the cache."""

    name: str
    stands_for: str
    file: Path
    size: int


def folder() -> Path:
    """The cache's folder."""
    return Path(os.environ.get("MODEL_CACHE", "/app/model_cache"))


def catalogue() -> list[dict[str, Any]]:
    """Every model that the services need, with where it can be had."""
    return json.loads(CATALOGUE.read_text())["models"]


def digest(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def weights(name: str) -> Path:
    """The file of one model; its absence is said with what puts it there."""
    for model in catalogue():
        if model["name"] == name:
            file = folder() / model["file"]
            if not file.is_file():
                raise CacheError(f"{file} is missing: preload_models.py puts it there")
            return file
    raise CacheError(f"there is no model {name} in {CATALOGUE.name}")


def present() -> list[Weights]:
    """The models whose files are there, without reading them."""
    found = []
    for model in catalogue():
        file = folder() / model["file"]
        if file.is_file():
            found.append(Weights(model["name"], model["stands-for"], file, file.stat().st_size))
    return found


def check() -> None:
    """Reads every file; raises for the first that is missing or is not the pinned one."""
    for model in catalogue():
        if (found := digest(weights(model["name"]))) != model["sha256"]:
            raise CacheError(f"{model['file']} is damaged: SHA-256 is {found}, not {model['sha256']}")
