"""The summaries of all uploads, in MongoDB."""

from dataclasses import asdict
from typing import Any

from pymongo import MongoClient
from pymongo.collection import Collection
from pymongo.errors import PyMongoError

from app.numbers import Summary
from app.settings import Settings

PATIENCE_MS = 3000


class StoreUnavailable(Exception):
    """The database cannot be reached, or does not let us in."""


class Store:
    """Keeps one document an upload, by its name. Connects when first needed; safe for any thread."""

    def __init__(self, settings: Settings) -> None:
        self._client: MongoClient[dict[str, Any]] = MongoClient(
            f"mongodb://{settings.mongo_host}/",
            username=settings.mongo_user if settings.mongo_password else None,
            password=settings.mongo_password or None,
            serverSelectionTimeoutMS=PATIENCE_MS,
            connect=False,
        )

    def ping(self) -> str:
        """The version of the server that answers and lets us in."""
        try:
            self._series().estimated_document_count()
            return str(self._client.server_info()["version"])
        except PyMongoError as error:
            raise StoreUnavailable(_words(error)) from error

    def save(self, name: str, found: list[Summary]) -> None:
        """Puts the summaries of an upload in the place of earlier ones of the same name."""
        document = {"name": name, "columns": [asdict(summary) for summary in found]}
        try:
            self._series().replace_one({"name": name}, document, upsert=True)
        except PyMongoError as error:
            raise StoreUnavailable(_words(error)) from error

    def load(self, name: str) -> dict[str, Any] | None:
        """What was saved under a name."""
        try:
            return self._series().find_one({"name": name}, {"_id": False})
        except PyMongoError as error:
            raise StoreUnavailable(_words(error)) from error

    def close(self) -> None:
        """Gives the connections back."""
        self._client.close()

    def _series(self) -> Collection[dict[str, Any]]:
        return self._client["toolchain"]["series"]


def _words(error: PyMongoError) -> str:
    """The first sentence: the driver adds its whole view of the topology."""
    return str(error).split(", full error")[0].split(" (configured timeouts")[0]
