"""The text detector: a small neural network that says where in an image there is text."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import onnxruntime

from api.images import Pixels

MODEL_FILE = "text-detector.onnx"
LONGEST_SIDE = 960
STRIDE = 32
PIXEL_THRESHOLD = 0.3
REGION_THRESHOLD = 0.5
# The network marks the core of a line only: the box grows by this share of area per perimeter.
GROWTH = 1.6
SMALLEST_SIDE = 4
MOST_REGIONS = 200


@dataclass(frozen=True, slots=True)
class Region:
    """A box around a line of text, in pixels of the original image."""

    x: int
    y: int
    width: int
    height: int
    score: float


class TextDetector:
    """Loaded weights; safe to ask from several threads."""

    def __init__(self, weights: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(weights), sess_options=options, providers=["CPUExecutionProvider"]
        )
        self._input = self._session.get_inputs()[0].name

    def find(self, pixels: Pixels) -> list[Region]:
        """Finds lines of text, top to bottom."""
        height, width = pixels.shape[:2]
        scale = min(1.0, LONGEST_SIDE / max(height, width))
        net_width, net_height = (_to_stride(side * scale) for side in (width, height))
        resized = cv2.resize(pixels, (net_width, net_height))
        tensor = ((resized.astype(np.float32) / 255.0) - 0.5) / 0.5
        tensor = np.ascontiguousarray(tensor.transpose(2, 0, 1)[np.newaxis])
        heat = self._session.run(None, {self._input: tensor})[0][0, 0]
        regions = _regions(heat, width / net_width, height / net_height, width, height)
        return sorted(regions, key=lambda region: (region.y, region.x))


def _to_stride(side: float) -> int:
    return max(STRIDE, round(side / STRIDE) * STRIDE)


def _regions(heat: np.ndarray, scale_x: float, scale_y: float, width: int, height: int) -> list[Region]:
    """Boxes around the warm patches of the heat map, scaled back and kept inside the image."""
    warm = (heat > PIXEL_THRESHOLD).astype(np.uint8)
    contours, _ = cv2.findContours(warm, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found: list[Region] = []
    for contour in contours[:MOST_REGIONS]:
        x, y, w, h = cv2.boundingRect(contour)
        if min(w, h) < SMALLEST_SIDE:
            continue
        patch = warm[y : y + h, x : x + w]
        score = float(cv2.mean(heat[y : y + h, x : x + w], patch)[0])
        if score < REGION_THRESHOLD:
            continue
        margin = w * h * GROWTH / (2 * (w + h))
        left, top = max(0, int((x - margin) * scale_x)), max(0, int((y - margin) * scale_y))
        right = min(width, int((x + w + margin) * scale_x))
        bottom = min(height, int((y + h + margin) * scale_y))
        found.append(Region(left, top, right - left, bottom - top, round(score, 3)))
    return found
