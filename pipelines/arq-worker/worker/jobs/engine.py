"""What the full worker works with: images by OpenCV, Pillow and scikit-learn, digits by ONNX, documents by lxml."""

import io
import os
import sys
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import onnxruntime
import psycopg2
from lxml import etree, html
from PIL import Image, UnidentifiedImageError, features
from sklearn.cluster import KMeans

CODECS = ("jpg", "jpg_2000", "zlib", "libtiff", "webp", "freetype2", "littlecms2", "xcb")
DIGIT_SIDE = 8
MOST_DIGITS = 64
PALETTE_SIDE = 64


def load() -> str:
    """Loads the model; tells what the compiled parts can do."""
    _reader()
    postgres = psycopg2.extensions.libpq_version()
    return f"codecs {', '.join(codecs())}; libpq {postgres // 10000}.{postgres % 10000}; the digit reader is loaded"


def codecs() -> list[str]:
    """Those parts of Pillow that were compiled in."""
    return [name for name in CODECS if features.check(name)]


@lru_cache(maxsize=1)
def _reader() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(os.environ.get("MODEL_THREADS", "1"))
    file = os.environ.get("MODEL_FILE", "/opt/models/digits.onnx")
    return onnxruntime.InferenceSession(file, sess_options=options, providers=["CPUExecutionProvider"])


def _open(data: bytes, mode: str) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data)) as image:
            return image.convert(mode)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise ValueError(f"the image cannot be decoded: {error}") from error


def read_digits(data: bytes) -> dict[str, Any]:
    """Reads a line of handwritten digits, dark on light."""
    grey = np.asarray(_open(data, "L"))
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    count, _, boxes, _ = cv2.connectedComponentsWithStats(ink)
    # Component 0 is the paper; specks are no digits.
    found = sorted((box for box in boxes[1:count] if box[4] >= 20), key=lambda box: box[0])[:MOST_DIGITS]
    if not found:
        return {"text": "", "digits": 0}
    tiles = np.stack([_tile(ink[y : y + height, x : x + width]) for x, y, width, height, _ in found])
    labels = _reader().run(["label"], {"X": tiles})[0]
    return {"text": "".join(str(label) for label in labels), "digits": len(found)}


def _tile(digit: np.ndarray) -> np.ndarray:
    """One digit as the model knows them: 8 by 8, 0 to 16, in the middle of a square."""
    height, width = digit.shape
    side = max(height, width)
    square = np.zeros((side, side), np.uint8)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = digit
    small = cv2.resize(square, (DIGIT_SIDE, DIGIT_SIDE), interpolation=cv2.INTER_AREA)
    return (small.astype(np.float32) / 255.0 * 16.0).reshape(-1)


def palette(data: bytes, colours: int) -> dict[str, Any]:
    """The main colours of an image, the most frequent first."""
    image = _open(data, "RGB")
    image.thumbnail((PALETTE_SIDE, PALETTE_SIDE))
    pixels = np.asarray(image, np.float64).reshape(-1, 3)
    groups = KMeans(n_clusters=colours, n_init=1, random_state=0).fit(pixels)
    order = np.argsort(-np.bincount(groups.labels_, minlength=colours))
    return {"colours": ["#{:02x}{:02x}{:02x}".format(*groups.cluster_centers_[one].astype(int)) for one in order]}


def text_of(page: str) -> dict[str, Any]:
    """Title and text of an HTML page, without what is not shown."""
    tree = html.document_fromstring(page)
    etree.strip_elements(tree, "script", "style", with_tail=False)
    body = tree.find("body")
    return {"title": tree.findtext(".//title", "").strip(), "text": " ".join(body.text_content().split())}


if __name__ == "__main__":
    print(load())
    if missing := set(CODECS) - set(codecs()):
        sys.exit(f"Pillow was compiled without {', '.join(sorted(missing))}")
