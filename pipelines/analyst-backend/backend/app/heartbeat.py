"""Beat with a pulse: the age of one file tells whether its loop still turns."""

from typing import Any

from celery.beat import PersistentScheduler

from app.settings import settings


class HeartbeatScheduler(PersistentScheduler):
    """Touches a file in every turn of the loop. The schedule's own file is written when its database likes to."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """One turn: sends what is due, and says how long to sleep."""
        settings.heartbeat.touch()
        return super().tick(*args, **kwargs)
