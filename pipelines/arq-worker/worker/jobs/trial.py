"""Sends the running full worker a picture of digits that scikit-learn brings, and holds its answer against the truth."""

import asyncio
import base64
import sys

import cv2
import numpy as np
from sklearn.datasets import load_digits

from jobs.ask import ask

SCALE = 12
MARGIN = 24
MOST_WRONG = 2


def line_of_digits() -> tuple[str, bytes]:
    """One digit of each kind, dark on light, side by side, as PNG."""
    images, labels = load_digits(return_X_y=True)
    tiles = []
    for kind in range(10):
        ink = images[np.flatnonzero(labels == kind)[-1]].reshape(8, 8) / 16 * 255
        paper = cv2.resize(255 - ink, None, fx=SCALE, fy=SCALE, interpolation=cv2.INTER_CUBIC)
        tiles.append(cv2.copyMakeBorder(paper, *[MARGIN] * 4, cv2.BORDER_CONSTANT, value=255))
    _, png = cv2.imencode(".png", np.clip(np.hstack(tiles), 0, 255).astype(np.uint8))
    return "0123456789", png.tobytes()


if __name__ == "__main__":
    truth, picture = line_of_digits()
    read = asyncio.run(ask("read_digits", base64.b64encode(picture).decode()))
    wrong = sum(one != other for one, other in zip(truth, read["text"], strict=False)) + abs(len(truth) - read["digits"])
    print(f"{len(truth) - wrong} of {len(truth)} digits read rightly: {read['text']}")
    if wrong > MOST_WRONG:
        sys.exit(1)
