"""The jobs of each profile. What a profile lacks is not registered, so that arq itself refuses it."""

from collections.abc import Callable, Coroutine
from typing import Any

from jobs import core

Job = Callable[..., Coroutine[Any, Any, Any]]


def functions(profile: str) -> list[Job]:
    """The jobs that a worker of this profile takes."""
    match profile:
        case "minimal":
            return [core.digest, core.count_words]
        case "full":
            from jobs import full

            return [core.digest, core.count_words, full.read_digits, full.palette, full.text_of]
        case _:
            raise ValueError(f"WORKER_PROFILE is {profile!r}: it can be full or minimal")


def prepare(profile: str) -> str:
    """Loads models and tells what there is, in one line."""
    if profile == "minimal":
        return "core jobs only"
    from jobs import engine

    return engine.load()
