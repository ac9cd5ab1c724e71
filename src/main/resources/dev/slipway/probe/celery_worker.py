# Pings the node of this very container and lets it do a task. Retries until the limit. Follows celery_common.py.
from celery.utils.nodenames import default_nodename, host_format

APP = application(ASKED["path"])


def node(words):
    if words:
        title = re.match(r"\[celeryd: (\S+):MainProcess\]", words[0])
        if title:
            return title.group(1)
    return host_format(default_nodename(option(words or [], "-n", "--hostname")))


def broker():
    return clean(APP.connection_for_read().as_uri())


def ping(name, connection, seconds):
    answers = APP.control.inspect(destination=[name], timeout=seconds, connection=connection).ping()
    return bool(answers and name in answers)


def asked(name, what, connection):
    answers = getattr(APP.control.inspect(destination=[name], timeout=2.0, connection=connection), what)()
    return (answers or {}).get(name)


def used(pid):
    try:
        return busy_seconds(pid)
    except OSError:
        return None


def wait():
    """Until the node answers; all that was seen of it."""
    pings = 0
    process, before = None, None
    while True:
        process = running("worker") or process
        pid, words = process or (None, None)
        if pid is not None and before is None:
            before = (used(pid), time.monotonic())
        name = node(words)
        try:
            with APP.connection_for_read() as connection:
                connection.ensure_connection(max_retries=1, interval_start=0.2, interval_step=0.2)
                pings += 1
                if ping(name, connection, max(0.5, min(2.0, left()))):
                    return name, pings
            seen = {"kind": "unanswered", "node": name, "pings": pings, "broker": broker(), "process": pid}
            if before is not None:
                after = used(pid)
                seen["gone"] = after is None
                seen["used"] = round((after or 0) - (before[0] or 0), 2)
                seen["looked"] = round(time.monotonic() - before[1], 2)
        except Exception as refused:
            seen = dict(raised(refused), kind="broker-refused", broker=broker())
        if left() <= 0.5:
            tell(**seen)
        time.sleep(min(0.5, max(0.1, left())))


def routed(name):
    try:
        queue = APP.amqp.router.route({}, name).get("queue")
        return getattr(queue, "name", queue)
    except Exception:
        return None


def work(name):
    job = ASKED["job"]
    again()
    with APP.connection_for_read() as connection:
        tasks = asked(name, "registered", connection)
        queues = [queue["name"] for queue in asked(name, "active_queues", connection) or []]
    known = [task.split(" ")[0] for task in tasks or []]
    if tasks is not None and job["name"] not in known:
        tell("task-unknown", node=name, tasks=[task for task in known if not task.startswith("celery.")][:8])
    silent = type(APP.backend).__name__ == "DisabledBackend"
    silent = silent or bool(getattr(APP.tasks.get(job["name"]), "ignore_result", False))
    sent = time.monotonic()
    given = APP.send_task(job["name"], json.loads(job["args"]), json.loads(job["kwargs"]), expires=ASKED["limit"] + 60)
    where = {"queue": routed(job["name"]), "queues": queues, "node": name}
    if silent:
        tell("task-sent", id=given.id, **where)
    while True:
        state = given.state
        if state == "SUCCESS":
            result(given.result, time.monotonic() - sent)
        if state in ("FAILURE", "REVOKED"):
            tell("job-raised", **raised(given.result))
        if left() <= 0:
            tell("job-running" if state in ("STARTED", "RETRY") else "job-waiting", state=state, **where)
        time.sleep(0.1)


NAME, PINGS = wait()
if not ASKED.get("job"):
    tell("alive", node=NAME, pings=PINGS, broker=broker())
try:
    work(NAME)
except Exception as failure:
    tell("backend-refused", broker=broker(), backend=clean(APP.backend.as_uri()), **raised(failure))
