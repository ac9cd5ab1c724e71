"""ONNX sessions, opened once for a process."""

import os
from functools import cache

import onnxruntime

from media.cache import weights


@cache
def session(name: str) -> onnxruntime.InferenceSession:
    """The network of one model."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(os.environ.get("MODEL_THREADS", "2"))
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(weights(name)), sess_options=options, providers=["CPUExecutionProvider"])
