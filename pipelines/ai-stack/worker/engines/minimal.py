"""The minimal engine: Pillow and NumPy measure the image and its regions; no text is read."""

import io
from typing import Any

import numpy as np
from PIL import Image, ImageFilter, UnidentifiedImageError

from engines import BadImage

MOST_REGIONS = 100


class MinimalEngine:
    """Measures how dark and how busy every region is."""

    name = "minimal"

    def process(self, data: bytes, regions: list[dict[str, Any]]) -> dict[str, Any]:
        """Measures the image and its regions."""
        try:
            with Image.open(io.BytesIO(data)) as image:
                picture = image.convert("L")
        except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
            raise BadImage(f"the image cannot be decoded: {error}") from error
        grey = np.asarray(picture, dtype=np.float64)
        edges = np.asarray(picture.filter(ImageFilter.FIND_EDGES), dtype=np.float64)
        return {
            "engine": self.name,
            "width": picture.width,
            "height": picture.height,
            "brightness": round(float(grey.mean()), 2),
            "sharpness": round(float(edges.var()), 2),
            "lines": [_measure(grey, edges, region) for region in regions[:MOST_REGIONS]],
            "text": None,
        }


def _measure(grey: np.ndarray, edges: np.ndarray, region: dict[str, Any]) -> dict[str, Any]:
    x, y = max(0, region["x"]), max(0, region["y"])
    rows, columns = slice(y, y + region["height"]), slice(x, x + region["width"])
    if grey[rows, columns].size == 0:
        raise BadImage(f"region {region} lies outside the image")
    return {
        **region,
        "brightness": round(float(grey[rows, columns].mean()), 2),
        "busyness": round(float(edges[rows, columns].mean()), 2),
    }
