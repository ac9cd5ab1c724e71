"""The HTTP endpoints."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Annotated, Any

import numpy
import pandas
from fastapi import Depends, FastAPI, HTTPException, Path, Request, UploadFile, status
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, PlainTextResponse
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from pydantic import BaseModel

from app.mail import MailUnavailable, send, told
from app.numbers import NotASeries, summaries
from app.settings import Settings
from app.store import Store, StoreUnavailable

LARGEST_UPLOAD = 8 * 1024 * 1024

settings = Settings.from_environment()
store = Store(settings)
uploads = {"taken": 0, "refused": 0}


class Note(BaseModel):
    """A mail to send."""

    to: str
    text: str


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Gives the database back at the end."""
    yield
    store.close()


app = FastAPI(title="numpy-toolchain backend", version=settings.version, lifespan=lifespan)


@app.exception_handler(NotASeries)
async def not_a_series(_: Request, error: NotASeries) -> JSONResponse:
    """The upload is to blame."""
    uploads["refused"] += 1
    return JSONResponse({"detail": str(error)}, status.HTTP_422_UNPROCESSABLE_CONTENT)


@app.exception_handler(StoreUnavailable)
@app.exception_handler(MailUnavailable)
async def unavailable(_: Request, error: Exception) -> JSONResponse:
    """Something that this service needs is to blame."""
    return JSONResponse({"detail": str(error)}, status.HTTP_503_SERVICE_UNAVAILABLE)


@app.get("/health")
async def health() -> dict[str, Any]:
    """The service itself: it needs no database."""
    return {
        "status": "ok",
        "version": settings.version,
        "libraries": {"numpy": numpy.__version__, "pandas": pandas.__version__},
    }


@app.get("/ready")
async def ready() -> dict[str, str]:
    """200 once the database answers and lets the service in."""
    return {"status": "ready", "database": await run_in_threadpool(store.ping)}


@app.get("/settings")
async def what_arrived() -> dict[str, Any]:
    """Which of the settings arrived, without what they are."""
    return {
        "database": {"user": settings.mongo_user, "password": bool(settings.mongo_password)},
        "grafana": {"password": bool(settings.grafana_password)},
        "smtp": told(settings.mail),
    }


@app.put("/series/{name}")
async def put_series(name: Annotated[str, Path(pattern="^[a-z0-9-]{1,40}$")], file: UploadFile) -> dict[str, Any]:
    """Summarises an uploaded CSV file and keeps the result."""
    data = await file.read(LARGEST_UPLOAD + 1)
    if len(data) > LARGEST_UPLOAD:
        raise HTTPException(status.HTTP_413_CONTENT_TOO_LARGE, f"more than {LARGEST_UPLOAD} bytes")
    found = await run_in_threadpool(summaries, data)
    await run_in_threadpool(store.save, name, found)
    uploads["taken"] += 1
    return {"name": name, "columns": [asdict(summary) for summary in found]}


@app.get("/series/{name}")
async def get_series(name: str) -> dict[str, Any]:
    """What was kept of an upload."""
    kept = await run_in_threadpool(store.load, name)
    if kept is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"no series {name!r}")
    return kept


@app.post("/mail", status_code=status.HTTP_202_ACCEPTED)
async def mail(note: Note) -> dict[str, str]:
    """Sends a mail with the account that the deployment was given."""
    await run_in_threadpool(send, settings.mail, note.to, "numpy-toolchain", note.text)
    return {"status": "sent"}


@app.get("/metrics")
async def metrics(credentials: Annotated[HTTPBasicCredentials, Depends(HTTPBasic())]) -> PlainTextResponse:
    """Counters for Grafana's data source, which logs in as grafana."""
    known = settings.grafana_password and secrets.compare_digest(
        f"{credentials.username}:{credentials.password}".encode(), f"grafana:{settings.grafana_password}".encode()
    )
    if not known:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "not Grafana", {"WWW-Authenticate": "Basic"})
    return PlainTextResponse("".join(f"series_uploads_{name}_total {count}\n" for name, count in uploads.items()))
