"""The full engine: OpenCV for the measures, and a neural network that reads the text."""

import os
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime

from engines import BadImage

LINE_HEIGHT = 48
LONGEST_LINE = 2400
MOST_REGIONS = 100


class FullEngine:
    """Reads every region with a text recogniser."""

    name = "full"

    def __init__(self, weights: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(weights), sess_options=options, providers=["CPUExecutionProvider"]
        )
        self._input = self._session.get_inputs()[0].name
        letters = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        # Class 0 means "no letter here", the last one is the space.
        self._alphabet = ["", *letters, " "]

    @classmethod
    def from_environment(cls) -> "FullEngine":
        """The engine with the weights that the image was built with."""
        weights = Path(os.environ.get("MODEL_FILE", "/opt/models/text-recogniser.onnx"))
        return cls(weights, int(os.environ.get("MODEL_THREADS", "2")))

    def process(self, data: bytes, regions: list[dict[str, Any]]) -> dict[str, Any]:
        """Measures the image and reads the text in its regions."""
        pixels = _decode(data)
        height, width = pixels.shape[:2]
        grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
        lines = [self._read(pixels, region) for region in regions[:MOST_REGIONS]]
        return {
            "engine": self.name,
            "width": width,
            "height": height,
            "brightness": round(float(grey.mean()), 2),
            "sharpness": round(float(cv2.Laplacian(grey, cv2.CV_64F).var()), 2),
            "lines": lines,
            "text": "\n".join(line["text"] for line in lines if line["text"]),
        }

    def _read(self, pixels: np.ndarray, region: dict[str, Any]) -> dict[str, Any]:
        x, y = max(0, region["x"]), max(0, region["y"])
        line = pixels[y : y + region["height"], x : x + region["width"]]
        if line.size == 0:
            raise BadImage(f"region {region} lies outside the image")
        width = min(LONGEST_LINE, max(LINE_HEIGHT, round(line.shape[1] * LINE_HEIGHT / line.shape[0])))
        scaled = cv2.resize(line, (width, LINE_HEIGHT)).astype(np.float32)
        tensor = np.ascontiguousarray(((scaled / 255.0 - 0.5) / 0.5).transpose(2, 0, 1)[np.newaxis])
        odds = self._session.run(None, {self._input: tensor})[0][0]
        best = odds.argmax(axis=1)
        # A letter counts where it begins: the network repeats it for as long as it lasts.
        begins = np.flatnonzero((best != 0) & (best != np.concatenate(([0], best[:-1]))))
        text = "".join(self._alphabet[best[step]] for step in begins).strip()
        score = float(odds[begins, best[begins]].mean()) if begins.size else 0.0
        return {**region, "text": text, "text_score": round(score, 3)}


def _decode(data: bytes) -> np.ndarray:
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    except cv2.error as error:
        raise BadImage(f"the image cannot be decoded: {error.err}") from error
    if pixels is None:
        raise BadImage(f"these {len(data)} bytes are no image of a known format")
    return pixels
