"""What the workers do."""

import os
import time
from typing import Any

import joblib
from celery.utils.log import get_task_logger

from app.analysis import NotATable, analyse, read
from app.celery import app
from app.settings import settings

log = get_task_logger(__name__)


@app.task
def analyse_upload(upload: str, name: str) -> dict[str, Any]:
    """Analyses a file in the uploads volume, and leaves the trained model in the models volume."""
    file = settings.uploads / upload
    try:
        result, model = analyse(read(name, file.read_bytes()))
    except (NotATable, FileNotFoundError) as error:
        # A result rather than a failure: it would be the same at the next attempt.
        return {"error": str(error)}
    target = settings.models / f"{upload}.joblib"
    partial = target.with_suffix(f".{os.getpid()}")
    joblib.dump(model, partial)
    partial.replace(target)
    log.info("%s: %d rows analysed", name, result["rows"])
    return {"name": name, **result, "model": target.name}


@app.task
def add(left: float, right: float) -> float:
    """A sum: the smallest job there is, to ask a worker whether it works."""
    return left + right


@app.task
def tidy() -> int:
    """Removes uploads and models that are older than they need to be; beat sends it."""
    limit = time.time() - settings.keep_hours * 3600
    gone = 0
    for folder in (settings.uploads, settings.models):
        for file in folder.iterdir():
            if file.is_file() and file.stat().st_mtime < limit:
                file.unlink(missing_ok=True)
                gone += 1
    client = app.backend.client
    client.hset("analyst:tidy", mapping={"at": int(time.time()), "removed": gone})
    client.hincrby("analyst:tidy", "runs", 1)
    return gone
