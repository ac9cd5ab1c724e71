"""How gunicorn serves the application."""

import os

bind = "0.0.0.0:8000"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "uvicorn.workers.UvicornWorker"
# A heartbeat on disk can stall a healthy worker; this is memory in every container.
worker_tmp_dir = "/dev/shm"
timeout = 60
graceful_timeout = 20
accesslog = "-"
