"""Jobs that need nothing but Python."""

import base64
import hashlib
import re
from typing import Any

SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"%PDF-": "application/pdf",
    b"PK\x03\x04": "application/zip",
}


async def digest(_: dict[str, Any], data: str) -> dict[str, Any]:
    """What a file (base64) is: its size, its SHA-256 and its kind by its first bytes."""
    content = base64.b64decode(data, validate=True)
    kind = next((name for start, name in SIGNATURES.items() if content.startswith(start)), "application/octet-stream")
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(), "kind": kind}


async def count_words(_: dict[str, Any], text: str) -> dict[str, int]:
    """How many words a text has, and how many different ones."""
    words = re.findall(r"\w+", text.lower())
    return {"words": len(words), "different": len(set(words))}
