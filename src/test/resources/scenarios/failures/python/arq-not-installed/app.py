class WorkerSettings:
    functions = []
