# What the programs about Celery have in common. Follows workers.py.
library("celery")
from celery.app.utils import find_app


def application(path):
    app = imported(path, lambda: find_app(path))
    if not hasattr(app, "control") or not hasattr(app, "conf"):
        tell("no-app", path=path, type=type(app).__name__)
    for url in (app.conf.broker_url, app.conf.result_backend):
        SECRETS.extend(re.findall(r"://[^:/@\s]*:([^@/\s]+)@", str(url or "")))
    return app


def running(role):
    """The process of that role, the eldest of its forks, and its command line."""
    found = [entry for entry in processes() if plays(entry[2], role)]
    return eldest(found)


def plays(words, role):
    titled = len(words) == 1 or words[0].startswith("[celery")
    if titled:
        title = "[celeryd:" if role == "worker" else "[celery beat]"
        return words[0].startswith(title) and (role != "worker" or "MainProcess" in words[0])
    if "celery" not in programs(words):
        return False
    embedded = role == "beat" and "worker" in words and ("-B" in words or "--beat" in words)
    return role in words or embedded


def option(words, *names):
    """The value of an option of a command line, or None."""
    for at, word in enumerate(words):
        for name in names:
            if word == name and at + 1 < len(words):
                return words[at + 1]
            if name.startswith("--") and word.startswith(name + "="):
                return word[len(name) + 1 :]
            if not name.startswith("--") and word.startswith(name) and not word.startswith("--") and len(word) > len(name):
                return word[len(name) :]
    return None
