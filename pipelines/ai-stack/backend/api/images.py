"""What OpenCV says about an image."""

import base64
from dataclasses import dataclass

import cv2
import numpy as np

Pixels = np.ndarray


class NotAnImage(ValueError):
    """The bytes are not an image that can be decoded."""


@dataclass(frozen=True, slots=True)
class Look:
    """A quick look at an image: its measures, and a picture of its edges."""

    width: int
    height: int
    brightness: float
    contrast: float
    sharpness: float
    edge_ratio: float
    edges: str


def decode(data: bytes) -> Pixels:
    """Decodes an encoded image to BGR pixels."""
    if not data:
        raise NotAnImage("the image is empty")
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as error:
        raise NotAnImage(f"the image cannot be decoded: {error.err}") from error
    if pixels is None:
        raise NotAnImage(f"these {len(data)} bytes are no image of a known format")
    return pixels


def shrink(pixels: Pixels, longest: int) -> Pixels:
    """Scales an image down until its longest side fits; never up."""
    height, width = pixels.shape[:2]
    scale = longest / max(height, width)
    if scale >= 1:
        return pixels
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)


def look_at(pixels: Pixels, longest: int) -> Look:
    """Measures an image, and draws its edges at most `longest` pixels long."""
    height, width = pixels.shape[:2]
    grey = cv2.cvtColor(shrink(pixels, longest), cv2.COLOR_BGR2GRAY)
    edges = cv2.Canny(cv2.GaussianBlur(grey, (5, 5), 0), 60, 160)
    _, png = cv2.imencode(".png", edges)
    return Look(
        width=width,
        height=height,
        brightness=round(float(grey.mean()), 2),
        contrast=round(float(grey.std()), 2),
        sharpness=round(float(cv2.Laplacian(grey, cv2.CV_64F).var()), 2),
        edge_ratio=round(float(np.count_nonzero(edges)) / edges.size, 4),
        edges="data:image/png;base64," + base64.b64encode(png.tobytes()).decode("ascii"),
    )
