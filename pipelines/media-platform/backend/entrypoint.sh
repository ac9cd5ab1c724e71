#!/bin/sh
# One image, two services: SERVICE_TYPE says which.
case ${SERVICE_TYPE:-api} in
  dashboard) exec uvicorn dashboard_app:app --host 0.0.0.0 --port 8001 ;;
  api) exec uvicorn app:app --host 0.0.0.0 --port 8000 ;;
  *)
    echo "SERVICE_TYPE is '$SERVICE_TYPE': it can be api or dashboard" >&2
    exit 64
    ;;
esac
