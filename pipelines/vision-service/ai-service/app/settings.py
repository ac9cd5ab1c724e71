"""Everything that the environment decides, read once."""

import os
from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """What the service was started with."""

    max_image_bytes: int
    blur_threshold: float
    google_credentials: str

    @classmethod
    def from_environment(cls) -> "Settings":
        """Reads the settings; a value that is no number fails at start, not at the first request."""
        return cls(
            max_image_bytes=int(os.environ.get("MAX_IMAGE_MB", "10")) * MEGABYTE,
            blur_threshold=float(os.environ.get("BLUR_THRESHOLD", "100")),
            google_credentials=os.environ.get("GOOGLE_APPLICATION_CREDENTIALS", ""),
        )
