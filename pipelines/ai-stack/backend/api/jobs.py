"""The queue between the API and the worker. Messages are JSON, so that nobody has to trust a pickle."""

import asyncio
import json
from typing import Any

from arq.connections import ArqRedis, RedisSettings, create_pool
from arq.jobs import Job, JobStatus
from redis.exceptions import RedisError

TASK = "process_image"
POLL_SECONDS = 0.05


class QueueUnavailable(Exception):
    """Redis cannot be reached."""


class UnknownJob(Exception):
    """No such job, or its result has expired."""


def serialize(message: dict[str, Any]) -> bytes:
    """A message as JSON; what JSON cannot say (an exception) becomes its text."""
    return json.dumps(message, default=repr).encode()


def deserialize(data: bytes) -> dict[str, Any]:
    """The reverse of `serialize`."""
    return json.loads(data)


class Jobs:
    """Puts jobs on the queue and asks what became of them. Connects when first needed."""

    def __init__(self, redis_url: str) -> None:
        self._settings = RedisSettings.from_dsn(redis_url)
        self._settings.conn_retries = 1
        self._settings.conn_timeout = 3
        self._pool: ArqRedis | None = None
        self._connecting = asyncio.Lock()

    async def submit(self, image: str, regions: list[dict[str, Any]]) -> str:
        """Enqueues an image (base64) with the regions of text found in it; returns the job's id."""
        pool = await self._connect()
        try:
            job = await pool.enqueue_job(TASK, image, regions)
        except (RedisError, OSError) as error:
            raise QueueUnavailable(str(error)) from error
        assert job is not None, "arq makes a fresh id, so no job can have it already"
        return job.job_id

    async def state(self, job_id: str) -> dict[str, Any]:
        """The status of a job, with its result or error once it is complete."""
        pool = await self._connect()
        job = Job(job_id, pool, _deserializer=deserialize)
        try:
            status = await job.status()
            if status is JobStatus.not_found:
                raise UnknownJob(job_id)
            state: dict[str, Any] = {"job_id": job_id, "status": status.value}
            if status is JobStatus.complete and (outcome := await job.result_info()):
                state["success"] = outcome.success
                state["result" if outcome.success else "error"] = outcome.result
                state["seconds"] = round((outcome.finish_time - outcome.start_time).total_seconds(), 3)
            return state
        except (RedisError, OSError) as error:
            raise QueueUnavailable(str(error)) from error

    async def wait(self, job_id: str, seconds: float) -> dict[str, Any]:
        """The state of a job once it is complete, or as it stands when the time is over."""
        deadline = asyncio.get_running_loop().time() + seconds
        while True:
            state = await self.state(job_id)
            if state["status"] == "complete" or asyncio.get_running_loop().time() >= deadline:
                return state
            await asyncio.sleep(POLL_SECONDS)

    async def ping(self) -> None:
        """Fails with QueueUnavailable unless Redis answers."""
        pool = await self._connect()
        try:
            await pool.ping()
        except (RedisError, OSError) as error:
            raise QueueUnavailable(str(error)) from error

    async def close(self) -> None:
        """Gives the connections back."""
        if self._pool is not None:
            await self._pool.aclose()

    async def _connect(self) -> ArqRedis:
        async with self._connecting:
            if self._pool is None:
                try:
                    self._pool = await create_pool(
                        self._settings, job_serializer=serialize, job_deserializer=deserialize
                    )
                except (RedisError, OSError) as error:
                    raise QueueUnavailable(str(error)) from error
            return self._pool
