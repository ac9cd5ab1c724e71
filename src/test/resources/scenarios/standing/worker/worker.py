import threading

print("worker begins", flush=True)
threading.Event().wait()
