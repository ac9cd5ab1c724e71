"""What a worker can do with an image. The profile it was built for says which engine is inside."""

from typing import Any, Protocol


class BadImage(ValueError):
    """The bytes are not an image that this engine can decode."""


class Engine(Protocol):
    """Processes images; called from several threads."""

    name: str

    def process(self, data: bytes, regions: list[dict[str, Any]]) -> dict[str, Any]:
        """Processes an encoded image, given the regions of text that the API found in it."""
        ...


def load(profile: str) -> Engine:
    """Loads the engine of a profile. One that does not load is an error: nothing takes its place unseen."""
    match profile:
        case "full":
            from engines.full import FullEngine

            return FullEngine.from_environment()
        case "minimal":
            from engines.minimal import MinimalEngine

            return MinimalEngine()
        case _:
            raise ValueError(f"WORKER_PROFILE is {profile!r}: it can be full or minimal")
