"""From uploaded bytes to an upright picture. Pillow's part: it is there with and without OpenCV."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

# An image of a few kilobytes may unfold to gigabytes; beyond this it is refused by its header.
Image.MAX_IMAGE_PIXELS = 50_000_000


class NotAnImage(ValueError):
    """The bytes are not an image that can be decoded."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as it is meant to be seen, in RGB."""

    format: str
    image: Image.Image


def open_picture(data: bytes) -> Picture:
    """Decodes an image and turns it as its camera says."""
    if not data:
        raise NotAnImage("the image is empty")
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            upright = ImageOps.exif_transpose(image)
            return Picture(format=image.format or "unknown", image=upright.convert("RGB"))
    except UnidentifiedImageError as error:
        raise NotAnImage(f"these {len(data)} bytes are no image of a known format") from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotAnImage(f"the image cannot be decoded: {error}") from error
