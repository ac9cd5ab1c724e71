"""The Celery application: `celery -A app.celery worker`, `… beat`, `… flower`."""

import logging

from celery import Celery
from celery.signals import after_setup_logger

from app.settings import settings

app = Celery("analyst", broker=settings.redis_url, backend=settings.redis_url, include=["app.tasks"])
app.conf.update(
    # JSON alone, so that nobody has to trust a pickle.
    accept_content=["json"],
    task_serializer="json",
    result_serializer="json",
    result_expires=3600,
    task_acks_late=True,
    task_time_limit=120,
    worker_prefetch_multiplier=1,
    worker_send_task_events=True,
    task_send_sent_event=True,
    broker_connection_retry_on_startup=True,
    beat_scheduler="app.heartbeat:HeartbeatScheduler",
    beat_max_loop_interval=5,
    beat_schedule_filename="/app/schedule/celerybeat-schedule",
    beat_schedule={"tidy-uploads": {"task": "app.tasks.tidy", "schedule": settings.tidy_seconds}},
)


@after_setup_logger.connect
def log_to_file(logger: logging.Logger, **_: object) -> None:
    """The log goes to its volume too, where there is one that can be written to."""
    try:
        handler = logging.FileHandler(settings.logs / "celery.log", delay=False)
    except OSError as error:
        logger.warning("no log file: %s", error)
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
