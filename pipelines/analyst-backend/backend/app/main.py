"""The HTTP endpoints."""

import asyncio
import uuid
from typing import Annotated, Any

from celery.result import AsyncResult
from fastapi import FastAPI, HTTPException, Path, Query, Request, UploadFile, status
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from app.celery import app as celery
from app.settings import given, settings

LONGEST_WAIT = 60
POLL_SECONDS = 0.1

app = FastAPI(title="analyst backend", debug=settings.environment == "dev")


@app.exception_handler(OperationalError)
@app.exception_handler(RedisError)
async def no_broker(_: Request, error: Exception) -> JSONResponse:
    """Redis is to blame."""
    return JSONResponse({"detail": f"the broker: {error}"}, status.HTTP_503_SERVICE_UNAVAILABLE)


@app.get("/health")
async def health() -> dict[str, Any]:
    """The service itself: it needs no broker."""
    return {"status": "ok", "environment": settings.environment}


@app.get("/settings")
async def what_arrived() -> dict[str, Any]:
    """Which keys of other services arrived, without what they are."""
    return {"environment": settings.environment, "given": given()}


@app.post("/analyses", status_code=status.HTTP_202_ACCEPTED)
async def submit(file: UploadFile, wait: Annotated[float, Query(ge=0, le=LONGEST_WAIT)] = 0) -> JSONResponse:
    """Keeps a table and hands it to a worker: 202 with its id, or with `wait` 200 with the worker's result."""
    data = await file.read(settings.max_upload_bytes + 1)
    if len(data) > settings.max_upload_bytes:
        raise HTTPException(status.HTTP_413_CONTENT_TOO_LARGE, f"more than {settings.max_upload_bytes} bytes")
    upload = uuid.uuid4().hex
    await run_in_threadpool((settings.uploads / upload).write_bytes, data)
    sent = await run_in_threadpool(
        celery.send_task, "app.tasks.analyse_upload", [upload, file.filename or "table.csv"], task_id=upload
    )
    deadline = asyncio.get_running_loop().time() + wait
    while True:
        state = await run_in_threadpool(_state, sent)
        if state["status"] in ("done", "failed"):
            return JSONResponse(state, _code(state))
        if asyncio.get_running_loop().time() >= deadline:
            return JSONResponse(state, status.HTTP_202_ACCEPTED)
        await asyncio.sleep(POLL_SECONDS)


@app.get("/analyses/{analysis}")
async def look_up(analysis: Annotated[str, Path(pattern="^[0-9a-f]{32}$")]) -> dict[str, Any]:
    """What became of a table; `waiting` for one that nobody knows, as Celery cannot tell the two apart."""
    return await run_in_threadpool(_state, AsyncResult(analysis, app=celery))


@app.get("/schedule")
async def schedule() -> dict[str, int]:
    """When the scheduled tidying ran last, and how often it has."""
    ran = await run_in_threadpool(celery.backend.client.hgetall, "analyst:tidy")
    if not ran:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "nothing scheduled has run yet")
    return {key.decode(): int(value) for key, value in ran.items()}


def _state(task: AsyncResult) -> dict[str, Any]:
    told = {"id": task.id, "status": "waiting"}
    if task.successful():
        result = task.result
        return {**told, "status": "failed" if "error" in result else "done", "result": result}
    if task.failed():
        return {**told, "status": "failed", "result": {"error": type(task.result).__name__}}
    return told


def _code(state: dict[str, Any]) -> int:
    return status.HTTP_200_OK if state["status"] == "done" else status.HTTP_422_UNPROCESSABLE_CONTENT
