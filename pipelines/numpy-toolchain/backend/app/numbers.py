"""What NumPy and pandas say about a series of measurements."""

import io
from dataclasses import dataclass

import numpy as np
import pandas as pd

LARGEST = 1000


class NotASeries(ValueError):
    """The upload is no table with a column of numbers."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The usual figures of one column, and how fast it grows from row to row."""

    column: str
    count: int
    mean: float
    deviation: float
    smallest: float
    largest: float
    slope: float


def summaries(csv: bytes) -> list[Summary]:
    """Summarises each column of numbers in a CSV file with a line of headings."""
    try:
        table = pd.read_csv(io.BytesIO(csv))
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise NotASeries(f"no CSV: {error}") from error
    numbers = table.select_dtypes("number").dropna(axis="columns", how="all")
    if numbers.empty:
        raise NotASeries("no column of numbers")
    return [_summary(str(column), numbers[column].dropna()) for column in numbers]


def _summary(column: str, values: pd.Series) -> Summary:
    rows = np.vstack([np.arange(len(values), dtype=float), np.ones(len(values))]).T
    # Least squares is LAPACK's: this line is what the toolchain is for.
    slope = float(np.linalg.lstsq(rows, values.to_numpy(dtype=float), rcond=None)[0][0])
    return Summary(
        column=column,
        count=int(values.count()),
        mean=round(float(values.mean()), 6),
        deviation=round(float(values.std(ddof=0)), 6),
        smallest=float(values.min()),
        largest=float(values.max()),
        slope=round(slope, 6),
    )
