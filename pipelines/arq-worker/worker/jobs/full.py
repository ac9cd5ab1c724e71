"""Jobs of the full worker. What they work with is imported by the worker alone: each health check imports this module."""

import asyncio
import base64
from typing import Any


async def read_digits(_: dict[str, Any], image: str) -> dict[str, Any]:
    """Reads a line of handwritten digits, dark on light, from an image (base64)."""
    from jobs import engine

    return await asyncio.to_thread(engine.read_digits, base64.b64decode(image))


async def palette(_: dict[str, Any], image: str, colours: int = 3) -> dict[str, Any]:
    """The main colours of an image (base64), the most frequent first."""
    from jobs import engine

    return await asyncio.to_thread(engine.palette, base64.b64decode(image), colours)


async def text_of(_: dict[str, Any], page: str) -> dict[str, Any]:
    """Title and text of an HTML page, without what is not shown."""
    from jobs import engine

    return await asyncio.to_thread(engine.text_of, page)
