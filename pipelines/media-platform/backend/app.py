"""The API: what is in a picture, and in a recording."""

import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Any

from fastapi import FastAPI, HTTPException, Request, UploadFile, status
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from media import cache, pictures, sound
from media.people import People
from media.sessions import session

LARGEST_UPLOAD = 20_000_000
STARTED = time.perf_counter()
log = logging.getLogger("uvicorn.error")


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Loads every model before the first request is taken."""
    app.state.people = await run_in_threadpool(People)
    for model in cache.catalogue():
        await run_in_threadpool(session, model["name"])
    app.state.ready_after = round(time.perf_counter() - STARTED, 2)
    log.info("all models are loaded, %.2f s after the start", app.state.ready_after)
    yield


app = FastAPI(title="Media platform", lifespan=lifespan)


@app.exception_handler(pictures.NotAPicture)
@app.exception_handler(sound.NotARecording)
async def not_media(_: Request, error: Exception) -> JSONResponse:
    """422: the client sent something else."""
    return JSONResponse({"detail": str(error)}, status.HTTP_422_UNPROCESSABLE_ENTITY)


@app.get("/health")
async def health() -> dict[str, Any]:
    """200 once every model is loaded: nothing is answered before."""
    return {
        "status": "ok",
        "service": "api",
        "ready_after": app.state.ready_after,
        "models": {one.name: one.stands_for for one in cache.present()},
    }


@app.post("/pictures")
async def picture(file: UploadFile) -> dict[str, Any]:
    """Looks at one picture."""
    data = await _read(file)
    return asdict(await run_in_threadpool(lambda: pictures.look_at(pictures.decode(data), app.state.people)))


@app.post("/recordings")
async def recording(file: UploadFile) -> dict[str, Any]:
    """Listens to one recording."""
    data = await _read(file)
    return asdict(await run_in_threadpool(lambda: sound.listen(sound.decode(data))))


async def _read(file: UploadFile) -> bytes:
    data = await file.read(LARGEST_UPLOAD + 1)
    if len(data) > LARGEST_UPLOAD:
        raise HTTPException(status.HTTP_413_CONTENT_TOO_LARGE, f"more than {LARGEST_UPLOAD} bytes")
    return data
