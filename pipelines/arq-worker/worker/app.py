"""The worker: takes jobs from Redis and runs those that its profile has."""

import asyncio
import json
import logging
import os
from typing import Any

from arq.connections import RedisSettings

import jobs

PROFILE = os.environ.get("WORKER_PROFILE", "minimal")
log = logging.getLogger("arq.worker")


def serialize(message: dict[str, Any]) -> bytes:
    """A message as JSON, so that nobody has to trust a pickle; what JSON cannot say (an exception) becomes its text."""
    return json.dumps(message, default=repr).encode()


def deserialize(data: bytes) -> dict[str, Any]:
    """The reverse of `serialize`."""
    return json.loads(data)


async def startup(ctx: dict[str, Any]) -> None:
    """Loads what the profile's jobs need before the first of them is taken."""
    summary = await asyncio.to_thread(jobs.prepare, PROFILE)
    log.info("the %s worker is ready: %s", PROFILE, summary)


class WorkerSettings:
    """What arq runs."""

    functions = jobs.functions(PROFILE)
    on_startup = startup
    redis_settings = RedisSettings.from_dsn(os.environ.get("REDIS_URL", "redis://redis:6379"))
    redis_settings.conn_retries = 30
    job_serializer = serialize
    job_deserializer = deserialize
    max_jobs = 4
    max_tries = 2
    job_timeout = 60
    keep_result = 600
    poll_delay = 0.1
    health_check_interval = 5
