# Looks for the record of its health that an arq worker keeps in Redis, as `arq SETTINGS --check` does, and lets the
# worker do a job. Retries until the limit. Follows workers.py.
import asyncio
import dataclasses
import importlib
import logging

library("arq")
from arq import constants
from arq.connections import RedisSettings, create_pool
from arq.jobs import JobStatus
from arq.worker import get_kwargs

logging.getLogger("arq.connections").setLevel(logging.ERROR)


def settings(path):
    module, _, name = path.rpartition(".")
    return imported(path, lambda: getattr(importlib.import_module(module), name))


KNOWN = get_kwargs(settings(ASKED["path"]))
REDIS = KNOWN.get("redis_settings") or RedisSettings()
QUEUE = KNOWN.get("queue_name") or constants.default_queue_name
KEY = KNOWN.get("health_check_key") or QUEUE + constants.health_check_key_suffix
INTERVAL = KNOWN.get("health_check_interval", 3600)
INTERVAL = INTERVAL.total_seconds() if hasattr(INTERVAL, "total_seconds") else float(INTERVAL)
SECRETS.append(getattr(REDIS, "password", None))


def address():
    if getattr(REDIS, "unix_socket_path", None):
        return REDIS.unix_socket_path
    if not isinstance(REDIS.host, str):
        return ", ".join("%s:%s" % tuple(host) for host in REDIS.host)
    return "%s:%s/%s" % (REDIS.host, REDIS.port, REDIS.database)


def started(pid, words):
    """The text of the script or module that a Python process was started with, as far as it can be read."""
    named = next((at for at, word in enumerate(words) if at and (word == "-m" or not word.startswith("-"))), None)
    if named is None or "python" not in os.path.basename(words[0]) or words[named] == "-m" and named + 1 == len(words):
        return ""
    paths = [words[named]]
    if words[named] == "-m":
        path = words[named + 1].replace(".", "/")
        paths = [path + ".py", path + "/__main__.py"]
    for path in paths:
        for folder in ("/proc/%d/cwd" % pid, os.getcwd()):
            try:
                with open(os.path.join(folder, path), errors="replace") as text:
                    return text.read(200000)
            except OSError:
                continue
    return ""


def plays(pid, words):
    """By the command line of arq, by the settings that are named, or by a program that runs arq's worker itself."""
    if "arq" in programs(words) or any(ASKED["path"] in word for word in words):
        return True
    return re.search(r"\b(run_worker|create_worker|arq\.worker|arq\.cli)\b", started(pid, words)) is not None


def worker_age():
    """Since when the container has a worker; None without one."""
    found = eldest([entry for entry in processes() if plays(entry[0], entry[2])])
    try:
        return age(found[0]) if found else None
    except OSError:
        return None


async def pool():
    coders = {name: KNOWN[name] for name in ("job_serializer", "job_deserializer") if KNOWN.get(name)}
    try:
        once = dataclasses.replace(REDIS, conn_retries=0)
    except TypeError:
        once = REDIS
    return await create_pool(once, **coders)


async def look(redis, looks):
    """What there is to say of the record; the kind 'alive' where all is well."""
    record = await redis.get(KEY)
    facts = {"key": KEY, "queue": QUEUE, "interval": INTERVAL, "looks": looks, "redis": address()}
    if not record:
        return dict(facts, kind="record-missing")
    life = await redis.pttl(KEY)
    written = INTERVAL + 1 - life / 1000.0
    up = worker_age()
    facts["record"] = clean(record.decode("utf-8", "replace") if isinstance(record, bytes) else record)
    if up is None:
        return dict(facts, kind="process-missing")
    if life > 0 and written > up + 1:
        return dict(facts, kind="record-stale", written=round(written), up=round(up))
    return dict(facts, kind="alive")


async def alive():
    looks = 0
    while True:
        looks += 1
        try:
            redis = await pool()
            seen = await look(redis, looks)
        except Exception as refused:
            seen = dict(raised(refused), kind="redis-refused", redis=address())
        if seen["kind"] == "alive":
            return redis, seen
        if left() <= 0.5:
            tell(**seen)
        await asyncio.sleep(min(0.5, max(0.1, left())))


async def work(redis, facts):
    job = ASKED["job"]
    again()
    given = await redis.enqueue_job(
        job["name"], *json.loads(job["args"]), _queue_name=QUEUE, _expires=ASKED["limit"] + 60, **json.loads(job["kwargs"])
    )
    taken = False
    while True:
        info = await given.result_info()
        if info is not None:
            if not info.success:
                tell("job-raised", **raised(info.result))
            result(info.result, (info.finish_time - info.start_time).total_seconds())
        state = await given.status()
        taken = taken or state == JobStatus.in_progress
        if state == JobStatus.not_found:
            if await given.result_info() is None:
                tell("job-lost", kept=KNOWN.get("keep_result", 3600))
        if left() <= 0:
            waiting = await redis.zcard(QUEUE)
            tell("job-running" if taken else "job-waiting", queue=QUEUE, waiting=waiting)
        await asyncio.sleep(0.1)


async def main():
    redis, facts = await alive()
    if not ASKED.get("job"):
        tell(**facts)
    try:
        await work(redis, facts)
    except Exception as failure:
        tell("redis-refused", redis=address(), **raised(failure))


asyncio.run(main())
