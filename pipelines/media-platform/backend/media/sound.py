"""What is asked of a recording: where somebody speaks."""

import subprocess
from dataclasses import dataclass

import numpy as np

from media.sessions import session

RATE = 16_000
CHUNK = 512
CONTEXT = 64
SPEECH = 0.5
LONGEST_SECONDS = 600


class NotARecording(Exception):
    """These bytes are no recording."""


@dataclass(frozen=True, slots=True)
class Speech:
    """How long a recording is, and how much of it is speech, in seconds."""

    seconds: float
    speech: float
    most: float


def decode(data: bytes) -> np.ndarray:
    """The samples, one channel at 16 kHz, whatever format ffmpeg knows."""
    command = ["ffmpeg", "-v", "error", "-i", "pipe:0", "-t", str(LONGEST_SECONDS), "-ac", "1", "-ar", str(RATE), "-f", "s16le", "pipe:1"]
    done = subprocess.run(command, input=data, capture_output=True, timeout=60, check=False)
    if done.returncode != 0 or not done.stdout:
        reason = done.stderr.decode(errors="replace").strip().splitlines()
        raise NotARecording(reason[-1] if reason else f"these {len(data)} bytes hold no sound")
    return np.frombuffer(done.stdout, np.int16).astype(np.float32) / 32768.0


def listen(samples: np.ndarray) -> Speech:
    """Hears a recording from its beginning to its end."""
    network = session("speech")
    state = np.zeros((2, 1, 128), np.float32)
    before = np.zeros(CONTEXT, np.float32)
    odds = []
    for start in range(0, samples.size, CHUNK):
        chunk = samples[start : start + CHUNK]
        if chunk.size < CHUNK:
            chunk = np.concatenate((chunk, np.zeros(CHUNK - chunk.size, np.float32)))
        heard = np.concatenate((before, chunk))[np.newaxis]
        out, state = network.run(None, {"input": heard, "state": state, "sr": np.array(RATE, np.int64)})
        odds.append(float(out[0][0]))
        before = chunk[-CONTEXT:]
    spoken = sum(one > SPEECH for one in odds) * CHUNK / RATE
    return Speech(round(samples.size / RATE, 2), round(spoken, 2), round(max(odds, default=0.0), 3))
