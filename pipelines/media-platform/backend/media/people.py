"""Faces and poses, by the models that come with MediaPipe itself."""

from threading import Lock

import cv2
import mediapipe
import numpy as np


class People:
    """MediaPipe's solutions, which keep state: one picture at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._faces = mediapipe.solutions.face_detection.FaceDetection(model_selection=0, min_detection_confidence=0.5)
        self._pose = mediapipe.solutions.pose.Pose(static_image_mode=True, model_complexity=1)

    def count(self, pixels: np.ndarray) -> tuple[int, bool]:
        """How many faces there are, and whether somebody's pose can be told."""
        colours = cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB)
        with self._lock:
            faces = self._faces.process(colours).detections
            pose = self._pose.process(colours).pose_landmarks
        return len(faces or []), pose is not None
