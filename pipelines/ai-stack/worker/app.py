"""The worker: takes images from the queue and processes them with the engine that it was built with."""

import asyncio
import base64
import json
import logging
import os
from typing import Any

from arq.connections import RedisSettings

import engines

log = logging.getLogger("arq.worker")


def serialize(message: dict[str, Any]) -> bytes:
    """A message as JSON; what JSON cannot say (an exception) becomes its text."""
    return json.dumps(message, default=repr).encode()


def deserialize(data: bytes) -> dict[str, Any]:
    """The reverse of `serialize`."""
    return json.loads(data)


async def startup(ctx: dict[str, Any]) -> None:
    """Loads the engine before the first job is taken."""
    profile = os.environ["WORKER_PROFILE"]
    ctx["engine"] = await asyncio.to_thread(engines.load, profile)
    log.info("the %s engine is loaded", profile)


async def process_image(ctx: dict[str, Any], image: str, regions: list[dict[str, Any]]) -> dict[str, Any]:
    """Processes one image (base64), beside the event loop, so that the heartbeat goes on."""
    engine: engines.Engine = ctx["engine"]
    return await asyncio.to_thread(engine.process, base64.b64decode(image), regions)


class WorkerSettings:
    """What arq runs."""

    functions = [process_image]
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
