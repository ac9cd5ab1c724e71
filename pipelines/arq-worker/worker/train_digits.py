"""Trains a reader of handwritten digits on the images that come with scikit-learn, and writes it as ONNX."""

import sys
from pathlib import Path

import numpy as np
from skl2onnx import to_onnx
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC

LOWEST_ACCURACY = 0.97


def main(target: Path) -> None:
    """Fails when what was learnt is not good enough to be used."""
    images, labels = load_digits(return_X_y=True)
    images = images.astype(np.float32)
    known, unseen, known_labels, unseen_labels = train_test_split(images, labels, random_state=1, stratify=labels)
    reader = SVC(gamma=0.001).fit(known, known_labels)
    accuracy = reader.score(unseen, unseen_labels)
    print(f"{len(known)} digits learnt, {accuracy:.1%} of {len(unseen)} unseen ones read rightly")
    if accuracy < LOWEST_ACCURACY:
        sys.exit(f"train_digits.py: {accuracy:.1%} is less than {LOWEST_ACCURACY:.0%}")
    target.write_bytes(to_onnx(reader, images[:1], target_opset=17).SerializeToString())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
