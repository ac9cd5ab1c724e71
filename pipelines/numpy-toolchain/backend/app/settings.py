"""Everything that the environment decides, read once. Nothing here is ever shown as it is."""

import os
from dataclasses import dataclass, field
from pathlib import Path

SECRETS = Path("/run/secrets")


def secret(name: str) -> str:
    """A secret from its file, or from the variable of the same name in capitals; empty where there is neither."""
    file = SECRETS / name
    if file.is_file():
        return file.read_text().rstrip("\n")
    return os.environ.get(name.upper(), "")


def flag(name: str, otherwise: str) -> bool:
    """A variable that says yes or no; anything else fails at start, not at the first mail."""
    value = os.environ.get(name, otherwise).lower()
    if value not in ("true", "false"):
        raise ValueError(f"{name} is neither true nor false")
    return value == "true"


def port(name: str, otherwise: str) -> int:
    """A variable that holds a port."""
    number = int(os.environ.get(name, otherwise))
    if not 0 < number < 65536:
        raise ValueError(f"{name} is no port: {number}")
    return number


@dataclass(frozen=True, slots=True)
class Mail:
    """How mail leaves the service. Without a user there is none."""

    host: str
    port: int
    ssl: bool
    username: str = field(repr=False)
    password: str = field(repr=False)

    @property
    def configured(self) -> bool:
        """Whether there is all that a login needs."""
        return bool(self.username and self.password)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the service was started with."""

    version: str
    mongo_host: str
    mongo_user: str
    mongo_password: str = field(repr=False)
    grafana_password: str = field(repr=False)
    mail: Mail

    @classmethod
    def from_environment(cls) -> "Settings":
        """Reads the settings."""
        return cls(
            version=os.environ.get("APP_VERSION", "dev"),
            mongo_host=os.environ.get("MONGO_HOST", "database:27017"),
            mongo_user=os.environ.get("MONGO_USER", "series"),
            mongo_password=secret("mongo_password"),
            grafana_password=secret("grafana_password"),
            mail=Mail(
                host=os.environ.get("SMTP_HOST", "localhost"),
                port=port("SMTP_PORT", "465"),
                ssl=flag("SMTP_USE_SSL", "true"),
                username=secret("smtp_username"),
                password=secret("smtp_password"),
            ),
        )
