"""Puts one job on the queue and prints its result as JSON: python -m jobs.ask JOB ARGUMENT… (@FILE is a file's base64)."""

import asyncio
import base64
import json
import sys
from pathlib import Path

from arq.connections import create_pool

from app import WorkerSettings, deserialize, serialize

PATIENCE_SECONDS = 20


def argument(text: str) -> str:
    """The text itself, or the file that it names."""
    return base64.b64encode(Path(text[1:]).read_bytes()).decode() if text.startswith("@") else text


async def ask(name: str, *arguments: str) -> object:
    """The result of a job; what it raised is raised here."""
    pool = await create_pool(
        WorkerSettings.redis_settings, job_serializer=serialize, job_deserializer=deserialize
    )
    try:
        job = await pool.enqueue_job(name, *map(argument, arguments))
        assert job is not None, "arq makes a fresh id, so no job can have it already"
        return await job.result(timeout=PATIENCE_SECONDS, poll_delay=0.05)
    finally:
        await pool.aclose()


if __name__ == "__main__":
    print(json.dumps(asyncio.run(ask(*sys.argv[1:]))))
