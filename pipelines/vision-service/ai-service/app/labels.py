"""Labels by Google Cloud Vision, for those who have an account there."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from google.cloud.vision import ImageAnnotatorClient

PATIENCE_SECONDS = 10


class LabelsUnavailable(RuntimeError):
    """Google cannot be asked, or gave no answer."""


def labels_of(data: bytes, credentials: str) -> list[dict[str, float | str]]:
    """What Google sees in an encoded image. Blocks until it has answered."""
    if not credentials:
        raise LabelsUnavailable("GOOGLE_APPLICATION_CREDENTIALS is not set")
    from google.api_core.exceptions import GoogleAPIError
    from google.auth.exceptions import GoogleAuthError
    from google.cloud import vision

    try:
        answer = _client().label_detection(image=vision.Image(content=data), timeout=PATIENCE_SECONDS)
    except (GoogleAPIError, GoogleAuthError, OSError) as error:
        raise LabelsUnavailable(str(error)) from error
    if answer.error.message:
        raise LabelsUnavailable(answer.error.message)
    return [{"label": one.description, "score": round(one.score, 3)} for one in answer.label_annotations]


@lru_cache(maxsize=1)
def _client() -> "ImageAnnotatorClient":
    # Imported when first wanted: it costs every worker 40 MB, and most have no account.
    from google.cloud.vision import ImageAnnotatorClient

    return ImageAnnotatorClient()
