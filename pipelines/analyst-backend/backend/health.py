"""Whether the container does what it is for, as its HEALTHCHECK asks.

    python health.py worker   this very worker answers a ping; others that share its broker do not count
    python health.py beat     beat's loop has turned within the last half minute
"""

import socket
import sys
import time
from pathlib import Path

HEARTBEAT = Path("/app/schedule/heartbeat")
OLDEST_SECONDS = 30


def worker() -> str:
    """Why the worker is not well; empty when it is."""
    # Here, as only the worker needs it: it takes a second to import.
    from app.celery import app

    node = f"celery@{socket.gethostname()}"
    answers = app.control.inspect(destination=[node], timeout=5).ping()
    return "" if answers else f"{node} does not answer"


def beat() -> str:
    """Why beat is not well; empty when it is."""
    try:
        age = time.time() - HEARTBEAT.stat().st_mtime
    except FileNotFoundError:
        return f"no heartbeat at {HEARTBEAT}"
    return "" if age <= OLDEST_SECONDS else f"the last heartbeat is {age:.0f} s old"


if __name__ == "__main__":
    trouble = {"worker": worker, "beat": beat}[sys.argv[1]]()
    print(trouble or "ok")
    sys.exit(1 if trouble else 0)
