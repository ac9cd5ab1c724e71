import sys

from queue_client import call

if "--check" in sys.argv:
    sys.exit(0 if call("PING") == "PONG" else 1)
while True:
    job = call("BRPOP", "jobs", "5")
    if job:
        print("worked on", job[1])
        call("LPUSH", "results", job[1].upper())
