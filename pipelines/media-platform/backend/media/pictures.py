"""What is asked of a picture: which way up it is, what is written in it, and the people in it."""

from dataclasses import dataclass

import cv2
import numpy as np

from media.people import People
from media.sessions import session

LINE_HEIGHT = 48
ORIENTATION_WIDTH = 192
LONGEST_LINE = 2400
SIDES = ("upright", "upside down")
INK = 128


class NotAPicture(Exception):
    """These bytes are no picture."""


@dataclass(frozen=True, slots=True)
class Look:
    """What there is to say of a picture."""

    width: int
    height: int
    orientation: str
    certainty: float
    text: str
    faces: int
    pose: bool


def decode(data: bytes) -> np.ndarray:
    """The pixels, blue first."""
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    if pixels is None:
        raise NotAPicture(f"these {len(data)} bytes are no picture of a known format")
    return pixels


def look_at(pixels: np.ndarray, people: People) -> Look:
    """Asks every model about one picture."""
    height, width = pixels.shape[:2]
    lines = _bands(pixels)
    odds = _orientation(lines[0] if lines else pixels)
    side = int(odds.argmax())
    faces, pose = people.count(pixels)
    text = "\n".join(read for read in map(_read, lines) if read)
    return Look(width, height, SIDES[side], round(float(odds[side]), 3), text, faces, pose)


def _tensor(pixels: np.ndarray, width: int) -> np.ndarray:
    scaled = cv2.resize(pixels, (width, LINE_HEIGHT)).astype(np.float32)
    return np.ascontiguousarray(((scaled / 255.0 - 0.5) / 0.5).transpose(2, 0, 1)[np.newaxis])


def _orientation(pixels: np.ndarray) -> np.ndarray:
    network = session("orientation")
    return network.run(None, {network.get_inputs()[0].name: _tensor(pixels, ORIENTATION_WIDTH)})[0][0]


def _bands(pixels: np.ndarray) -> list[np.ndarray]:
    """The lines of a picture, top to bottom: bands of rows that hold ink."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    if ink.mean() > INK:
        ink = 255 - ink
    rows = np.flatnonzero(ink.any(axis=1))
    if rows.size == 0:
        return []
    groups = np.split(rows, np.flatnonzero(np.diff(rows) > 2) + 1)
    found = []
    for group in groups:
        top, bottom = max(0, int(group[0]) - 4), min(grey.shape[0], int(group[-1]) + 5)
        columns = np.flatnonzero(ink[top:bottom].any(axis=0))
        if bottom - top >= 12 and columns.size:
            found.append(pixels[top:bottom, max(0, int(columns[0]) - 4) : int(columns[-1]) + 5])
    return found[:50]


def _read(line: np.ndarray) -> str:
    network = session("reader")
    width = min(LONGEST_LINE, max(LINE_HEIGHT, round(line.shape[1] * LINE_HEIGHT / line.shape[0])))
    odds = network.run(None, {network.get_inputs()[0].name: _tensor(line, width)})[0][0]
    letters = network.get_modelmeta().custom_metadata_map["character"].splitlines()
    alphabet = ["", *letters, " "]
    best = odds.argmax(axis=1)
    # A letter counts where it begins: the network repeats it for as long as it lasts.
    begins = np.flatnonzero((best != 0) & (best != np.concatenate(([0], best[:-1]))))
    return "".join(alphabet[best[step]] for step in begins).strip()
