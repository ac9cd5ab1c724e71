"""The HTTP endpoints."""

import asyncio
import base64
import binascii
import logging
import platform
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import cv2
import numpy
import onnxruntime
from fastapi import FastAPI, HTTPException, Query, Request, UploadFile, status
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from api.detector import MODEL_FILE, Region, TextDetector
from api.images import Look, NotAnImage, decode, look_at
from api.jobs import Jobs, QueueUnavailable, UnknownJob
from api.settings import Settings

SAMPLE = Path(__file__).with_name("sample.png")
LONGEST_WAIT = 60

settings = Settings.from_environment()
log = logging.getLogger("uvicorn.error")


class JobRequest(BaseModel):
    """An image for the worker."""

    image: str = Field(
        min_length=1,
        max_length=settings.max_image_bytes * 4 // 3 + 4,
        description='The image in base64, or "sample" for the one that comes with the service.',
    )


class Model:
    """The detector, while it is loading and after."""

    def __init__(self) -> None:
        self.detector: TextDetector | None = None
        self.problem = "the model is still loading"

    async def load(self) -> None:
        """Loads the weights beside the event loop, so that /health can say that they are not there yet."""
        weights = settings.model_cache / MODEL_FILE
        try:
            self.detector = await run_in_threadpool(TextDetector, weights, settings.model_threads)
            log.info("model loaded from %s", weights)
        except Exception as error:
            self.problem = f"the model cannot be loaded: {error}"
            log.error("%s (preload_models.py puts it there)", self.problem)

    def ready(self) -> TextDetector:
        """The detector, or a 503 that says what is missing."""
        if self.detector is None:
            raise HTTPException(status.HTTP_503_SERVICE_UNAVAILABLE, self.problem)
        return self.detector


model = Model()
jobs = Jobs(settings.redis_url)


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Starts loading the model, and closes the queue's connections at the end."""
    loading = asyncio.create_task(model.load())
    yield
    loading.cancel()
    await jobs.close()


app = FastAPI(title="AI stack", version=settings.version, lifespan=lifespan)


@app.exception_handler(NotAnImage)
async def not_an_image(_: Request, error: NotAnImage) -> JSONResponse:
    """422: the client sent something else."""
    return JSONResponse({"detail": str(error)}, status.HTTP_422_UNPROCESSABLE_ENTITY)


@app.exception_handler(QueueUnavailable)
async def queue_unavailable(_: Request, error: QueueUnavailable) -> JSONResponse:
    """503: the client may come back."""
    return JSONResponse({"detail": f"the queue cannot be reached: {error}"}, status.HTTP_503_SERVICE_UNAVAILABLE)


@app.exception_handler(UnknownJob)
async def unknown_job(_: Request, error: UnknownJob) -> JSONResponse:
    """404: never heard of, or expired."""
    return JSONResponse({"detail": f"no job {error}"}, status.HTTP_404_NOT_FOUND)


@app.get("/health")
async def health() -> JSONResponse:
    """200 once the model is loaded, 503 before."""
    loaded = model.detector is not None
    body: dict[str, Any] = {
        "status": "ok" if loaded else "unavailable",
        "version": settings.version,
        "versions": {
            "python": platform.python_version(),
            "numpy": numpy.__version__,
            "opencv": cv2.__version__,
            "onnxruntime": onnxruntime.__version__,
        },
        "model": {"name": MODEL_FILE, "loaded": loaded},
    }
    if not loaded:
        body["detail"] = model.problem
    return JSONResponse(body, status.HTTP_200_OK if loaded else status.HTTP_503_SERVICE_UNAVAILABLE)


@app.get("/ready")
async def ready() -> dict[str, str]:
    """200 once jobs can be taken: the model is loaded and Redis answers."""
    model.ready()
    await jobs.ping()
    return {"status": "ready"}


@app.post("/images")
async def process_image(image: UploadFile, longest: Annotated[int, Query(ge=16, le=2048)] = 640) -> dict[str, Any]:
    """Looks at an uploaded image here and now: measures, edges and regions of text."""
    detector = model.ready()
    data = await image.read(settings.max_image_bytes + 1)
    if len(data) > settings.max_image_bytes:
        raise HTTPException(status.HTTP_413_CONTENT_TOO_LARGE, f"more than {settings.max_image_bytes} bytes")
    look, regions = await run_in_threadpool(_process, detector, data, longest)
    return {"name": image.filename, **asdict(look), "regions": [asdict(region) for region in regions]}


@app.post("/jobs", status_code=status.HTTP_202_ACCEPTED)
async def submit_job(request: JobRequest, wait: Annotated[float, Query(ge=0, le=LONGEST_WAIT)] = 0) -> JSONResponse:
    """Hands an image to the worker: 202 with the job's id, or with `wait` 200 with the worker's result."""
    detector = model.ready()
    data = _image_bytes(request.image)
    regions = await run_in_threadpool(lambda: detector.find(decode(data)))
    encoded = base64.b64encode(data).decode("ascii")
    job_id = await jobs.submit(encoded, [asdict(region) for region in regions])
    if not wait:
        return JSONResponse({"job_id": job_id, "status": "queued"}, status.HTTP_202_ACCEPTED)
    state = await jobs.wait(job_id, wait)
    if state["status"] != "complete":
        return JSONResponse(state, status.HTTP_202_ACCEPTED)
    return JSONResponse(state, status.HTTP_200_OK if state["success"] else status.HTTP_502_BAD_GATEWAY)


@app.get("/jobs/{job_id}")
async def job_state(job_id: str) -> dict[str, Any]:
    """What became of a job."""
    return await jobs.state(job_id)


def _process(detector: TextDetector, data: bytes, longest: int) -> tuple[Look, list[Region]]:
    pixels = decode(data)
    return look_at(pixels, longest), detector.find(pixels)


def _image_bytes(image: str) -> bytes:
    if image == "sample":
        return SAMPLE.read_bytes()
    try:
        return base64.b64decode(image, validate=True)
    except binascii.Error as error:
        raise NotAnImage(f'neither "sample" nor base64: {error}') from error
