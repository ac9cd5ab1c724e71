"""The dashboard: which models this platform has, and whether the API is up."""

import os
import urllib.error
import urllib.request
from html import escape
from typing import Any

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse

from media import cache

API = os.environ.get("API_URL", "http://backend:8000")
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Media platform</title></head>
<body><h1>Media platform</h1><p>API: {api}</p>
<table><tr><th>model</th><th>stands for</th><th>bytes</th></tr>{rows}</table></body></html>
"""

app = FastAPI(title="Media platform: dashboard")


@app.get("/health")
async def health() -> dict[str, Any]:
    """200 as soon as it is started; it needs no model in memory."""
    return {"status": "ok", "service": "dashboard", "models": len(cache.present())}


@app.get("/")
async def page() -> HTMLResponse:
    """Everything on one page."""
    rows = "".join(
        f"<tr><td>{escape(one.name)}</td><td>{escape(one.stands_for)}</td><td>{one.size}</td></tr>"
        for one in cache.present()
    )
    return HTMLResponse(PAGE.format(api=await run_in_threadpool(_api), rows=rows))


def _api() -> str:
    try:
        with urllib.request.urlopen(f"{API}/health", timeout=2) as answer:
            return "up" if answer.status == 200 else f"answers {answer.status}"
    except (urllib.error.URLError, OSError) as error:
        return escape(f"not reachable: {error}")
