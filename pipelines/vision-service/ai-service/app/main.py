"""The HTTP endpoints."""

import platform
from dataclasses import asdict
from typing import Annotated, Any

import PIL
from fastapi import Depends, FastAPI, HTTPException, Query, Request, UploadFile, status
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response

from app import vision
from app.labels import LabelsUnavailable, labels_of
from app.opening import NotAnImage, Picture, open_picture
from app.settings import Settings

settings = Settings.from_environment()
app = FastAPI(title="AI image service")


@app.exception_handler(NotAnImage)
async def not_an_image(_: Request, error: NotAnImage) -> JSONResponse:
    """422: the client sent something else."""
    return JSONResponse({"detail": str(error)}, status.HTTP_422_UNPROCESSABLE_ENTITY)


@app.exception_handler(vision.VisionAbsent)
async def vision_absent(_: Request, error: vision.VisionAbsent) -> JSONResponse:
    """501: no repetition will help; another image of the service is needed."""
    return JSONResponse({"detail": str(error)}, status.HTTP_501_NOT_IMPLEMENTED)


@app.exception_handler(LabelsUnavailable)
async def labels_unavailable(_: Request, error: LabelsUnavailable) -> JSONResponse:
    """503: it may come."""
    return JSONResponse({"detail": f"Google Cloud Vision cannot be asked: {error}"}, status.HTTP_503_SERVICE_UNAVAILABLE)


async def upload(image: UploadFile) -> bytes:
    """The bytes of the uploaded image, up to the limit."""
    data = await image.read(settings.max_image_bytes + 1)
    if len(data) > settings.max_image_bytes:
        raise HTTPException(status.HTTP_413_REQUEST_ENTITY_TOO_LARGE, f"more than {settings.max_image_bytes} bytes")
    return data


def picture(data: Annotated[bytes, Depends(upload)]) -> Picture:
    """The uploaded image, decoded; 501 before that where nothing could be done with it."""
    vision.require()
    return open_picture(data)


Uploaded = Annotated[Picture, Depends(picture)]


@app.get("/health")
async def health() -> dict[str, Any]:
    """200 as long as requests are answered; `vision` says whether images can be processed."""
    return {
        "status": "ok",
        "vision": "ready" if vision.AVAILABLE else "absent",
        "versions": {"python": platform.python_version(), "pillow": PIL.__version__, **vision.versions()},
    }


@app.post("/images/analyse")
def analyse(image: Uploaded) -> dict[str, Any]:
    """Measures an image: brightness, contrast, edges, and whether it is blurred."""
    return asdict(vision.look_at(image, settings.blur_threshold))


@app.post("/images/edges")
def edges(image: Uploaded) -> Response:
    """The outlines of an image, as PNG."""
    return Response(vision.edges_of(image), media_type="image/png")


@app.post("/images/resize")
def resize(image: Uploaded, longest: Annotated[int, Query(ge=16, le=4096)] = 640) -> Response:
    """A smaller version of an image, as PNG."""
    return Response(vision.resized(image, longest), media_type="image/png")


@app.post("/images/labels")
async def labels(data: Annotated[bytes, Depends(upload)]) -> dict[str, Any]:
    """What Google Cloud Vision sees in an image; 503 without an account."""
    await run_in_threadpool(open_picture, data)
    return {"labels": await run_in_threadpool(labels_of, data, settings.google_credentials)}
