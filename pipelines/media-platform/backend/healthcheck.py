"""Healthy means that the service of this container answers."""

import os
import urllib.request

port = 8001 if os.environ.get("SERVICE_TYPE") == "dashboard" else 8000
urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=3)
