# Watches Celery's scheduler: its process, its schedule file, and what is due next. Says again what it sees until the
# limit, and is ended by whoever has seen enough. Follows celery_common.py. The schedule file is read from a copy in
# memory, as the scheduler holds it locked.
import shelve
import shutil
import tempfile

from celery.schedules import maybe_schedule

SUFFIXES = ("", ".db", ".dat", ".dir", ".bak")
SYNC = 180  # the scheduler saves after the first task that it sends, and then when a task is sent so much later

APP = application(ASKED["path"]) if ASKED.get("path") else None
FOLDER = next((path for path in ("/dev/shm", "/tmp", os.getcwd()) if os.access(path, os.W_OK)), None)


def schedule_file(pid, words):
    named = ASKED.get("schedule") or option(words, "-s", "--schedule")
    if named is None and APP is not None:
        named = APP.conf.beat_schedule_filename
    folder = option(words, "--workdir")
    if folder is None:
        try:
            folder = os.readlink("/proc/%d/cwd" % pid)
        except OSError:
            folder = os.getcwd()
    return os.path.join(folder, named or "celerybeat-schedule")


def scheduler(words):
    named = option(words, "-S", "--scheduler") or (APP and APP.conf.beat_scheduler) or "PersistentScheduler"
    return str(named).replace(":", ".").rpartition(".")[2]


def parts(path):
    return [path + suffix for suffix in SUFFIXES if os.path.isfile(path + suffix)]


def entries(path):
    """The entries by name, or None where they cannot be read just now."""
    if FOLDER is None:
        return None
    copies = tempfile.mkdtemp(dir=FOLDER)
    try:
        for part in parts(path):
            shutil.copyfile(part, os.path.join(copies, "copy" + part[len(path) :]))
        with shelve.open(os.path.join(copies, "copy"), flag="r") as held:
            return dict(held["entries"])  # absent while the database keeps it in the scheduler's memory, as Debian's does
    except Exception:
        return None
    finally:
        shutil.rmtree(copies, ignore_errors=True)


def stamp(moment):
    return moment.timestamp() if moment is not None else 0.0


def due(entry):
    """Seconds until the entry is due, whatever the file has missed since it was last saved; None where nobody knows."""
    try:
        every = getattr(entry.schedule, "run_every", None)
        if every is None:
            return entry.schedule.remaining_estimate(entry.schedule.now()).total_seconds()
        since = time.time() - stamp(entry.last_run_at)
        period = every.total_seconds()
        return 0 if since > period + SYNC else period - since % period
    except Exception:
        return None


def planned():
    """Seconds until something of the app's own schedule is due at the latest, where no file tells when it last was."""
    for entry in (APP.conf.beat_schedule or {}).values():
        try:
            schedule = maybe_schedule(entry["schedule"], app=APP)
            every = getattr(schedule, "run_every", None)
            yield every.total_seconds() if every else schedule.remaining_estimate(schedule.now()).total_seconds()
        except Exception:
            continue


def transmitted():
    """Bytes that the container has sent to others."""
    try:
        with open("/proc/net/dev") as devices:
            rows = [line.split(":", 1) for line in devices if ":" in line]
    except OSError:
        return 0
    return sum(int(counts.split()[8]) for name, counts in rows if name.strip() != "lo")


def switches(pid):
    with open("/proc/%d/status" % pid) as status:
        return sum(int(line.split()[1]) for line in status if line.startswith("voluntary_ctxt_switches"))


def picture(pid, words, first):
    path = schedule_file(pid, words)
    began = time.time() - age(pid)
    seen = {"pid": pid, "state": stat(pid)[0], "scheduler": scheduler(words), "file": path}
    try:
        seen["woken"] = switches(pid) - first.setdefault("switches", switches(pid))
    except OSError:
        seen["woken"] = 0
    seen["sent"] = transmitted() - first.setdefault("sent", transmitted())
    there = parts(path)
    seen["there"] = bool(there)
    held = entries(path) if there else None
    if there:
        seen["written"] = round(max(os.stat(part).st_mtime for part in there) - began, 1)
    if held is not None:
        runs = {name: (entry.total_run_count or 0) for name, entry in held.items()}
        before = first.setdefault("runs", runs)
        moved = [name for name in runs if runs[name] > before.get(name, 0)]
        ran = [name for name in held if runs[name] and stamp(held[name].last_run_at) >= began - 1]
        seen.update(entries=len(held), moved=moved[:3], ran=ran[:3])
    if held is not None and APP is not None:
        seen["lacking"] = sorted(set(APP.conf.beat_schedule or {}) - set(held))[:3]
    if held:
        waits = [wait for wait in map(due, held.values()) if wait is not None]
    else:
        waits = list(planned()) if APP is not None else []
    if APP is not None:
        seen["planned"] = len(APP.conf.beat_schedule or {})
    seen["due"] = round(min(waits), 1) if waits else None
    return seen


FIRST = {}
while True:
    PROCESS = running("beat")
    try:
        if PROCESS is None:
            say("beat-missing")
        else:
            say("beat", **picture(PROCESS[0], PROCESS[1], FIRST))
    except OSError:
        say("beat-missing")
    if left() <= 0:
        os._exit(0)
    time.sleep(0.5)
