"""Everything that the environment decides, read once."""

import os
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """What the service was started with."""

    version: str
    redis_url: str
    model_cache: Path
    model_threads: int
    max_image_bytes: int

    @classmethod
    def from_environment(cls) -> "Settings":
        """Reads the settings; a value that is no number fails at start, not at the first request."""
        return cls(
            version=os.environ.get("APP_VERSION", "dev"),
            redis_url=os.environ.get("REDIS_URL", "redis://redis:6379"),
            model_cache=Path(os.environ.get("MODEL_CACHE", "/app/model_cache")),
            model_threads=int(os.environ.get("MODEL_THREADS", "2")),
            max_image_bytes=int(os.environ.get("MAX_IMAGE_MB", "10")) * MEGABYTE,
        )
