"""Everything that the environment decides, read once."""

import os
from dataclasses import dataclass
from pathlib import Path

# The guide's services: each may be there or not, and none is ever shown.
KEYS = ("GEMINI_LLM_API_KEY", "SUPABASE_URL", "SUPABASE_ANON_KEY", "SUPABASE_SERVICE_ROLE_KEY")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the service was started with."""

    environment: str
    redis_url: str
    uploads: Path
    models: Path
    logs: Path
    heartbeat: Path
    max_upload_bytes: int
    keep_hours: int
    tidy_seconds: float

    @classmethod
    def from_environment(cls) -> "Settings":
        """Reads the settings; a value that is no number fails at start, not at the first request."""
        environment = os.environ.get("APP_ENV", "prod")
        if environment not in ("dev", "prod"):
            raise ValueError(f"APP_ENV is {environment}: it can be dev or prod")
        return cls(
            environment=environment,
            redis_url=os.environ.get("REDIS_URL", "redis://redis:6379/0"),
            uploads=Path(os.environ.get("UPLOADS", "/app/uploads")),
            models=Path(os.environ.get("MODELS", "/app/models")),
            logs=Path(os.environ.get("LOGS", "/app/logs")),
            heartbeat=Path("/app/schedule/heartbeat"),
            max_upload_bytes=int(os.environ.get("MAX_UPLOAD_MB", "10")) * 1024 * 1024,
            keep_hours=int(os.environ.get("KEEP_HOURS", "24")),
            tidy_seconds=float(os.environ.get("TIDY_SECONDS", "10")),
        )


def given() -> dict[str, bool]:
    """Which keys of other services were given."""
    return {name: bool(os.environ.get(name)) for name in KEYS}


settings = Settings.from_environment()
