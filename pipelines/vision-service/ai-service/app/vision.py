"""What OpenCV does with a picture. It may be absent, and then says so; one that is there and broken is an error."""

from dataclasses import dataclass

from app.opening import Picture

try:
    import cv2
    import numpy as np
except ModuleNotFoundError as missing:
    # Only its absence is provided for: an OpenCV that does not load must end the worker, not hide behind a 501.
    if missing.name not in ("cv2", "numpy"):
        raise
    cv2 = None
else:
    # Each worker is a process already.
    cv2.setNumThreads(1)

AVAILABLE = cv2 is not None


class VisionAbsent(RuntimeError):
    """This image was built without OpenCV."""


@dataclass(frozen=True, slots=True)
class Look:
    """A quick look at an image."""

    format: str
    width: int
    height: int
    brightness: float
    contrast: float
    sharpness: float
    blurred: bool
    edge_ratio: float


def require() -> None:
    """Fails with VisionAbsent where there is no OpenCV."""
    if cv2 is None:
        raise VisionAbsent("this image was built without OpenCV")


def look_at(picture: Picture, blur_threshold: float) -> Look:
    """Measures a picture; `blurred` when the variance of its Laplacian is below the threshold."""
    grey = cv2.cvtColor(np.asarray(picture.image), cv2.COLOR_RGB2GRAY)
    sharpness = float(cv2.Laplacian(grey, cv2.CV_64F).var())
    edges = _edges(grey)
    height, width = grey.shape
    return Look(
        format=picture.format,
        width=width,
        height=height,
        brightness=round(float(grey.mean()), 2),
        contrast=round(float(grey.std()), 2),
        sharpness=round(sharpness, 2),
        blurred=sharpness < blur_threshold,
        edge_ratio=round(float(np.count_nonzero(edges)) / edges.size, 4),
    )


def edges_of(picture: Picture) -> bytes:
    """The outlines in a picture, white on black, as PNG."""
    return _png(_edges(cv2.cvtColor(np.asarray(picture.image), cv2.COLOR_RGB2GRAY)))


def resized(picture: Picture, longest: int) -> bytes:
    """A picture whose longest side is at most `longest` pixels, as PNG; never larger than it was."""
    pixels = cv2.cvtColor(np.asarray(picture.image), cv2.COLOR_RGB2BGR)
    height, width = pixels.shape[:2]
    scale = min(1.0, longest / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return _png(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))


def versions() -> dict[str, str]:
    """What is at work, by name."""
    return {} if cv2 is None else {"opencv": cv2.__version__, "numpy": np.__version__}


def _edges(grey: "np.ndarray") -> "np.ndarray":
    return cv2.Canny(cv2.GaussianBlur(grey, (5, 5), 0), 60, 160)


def _png(pixels: "np.ndarray") -> bytes:
    _, encoded = cv2.imencode(".png", pixels)
    return encoded.tobytes()
