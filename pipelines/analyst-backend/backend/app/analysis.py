"""What pandas and scikit-learn say about a table, and what matplotlib draws of it."""

import base64
import io
from typing import Any

import matplotlib

matplotlib.use("Agg")

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib import pyplot as plt
from sklearn.cluster import KMeans
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

SEED = 7
MOST_CLUSTERS = 3
MOST_ROWS = 200_000


class NotATable(ValueError):
    """The upload has no columns of numbers to analyse."""


def read(name: str, data: bytes) -> pd.DataFrame:
    """A table out of a CSV or Excel file: its columns of numbers, without incomplete rows."""
    stream = io.BytesIO(data)
    try:
        table = pd.read_excel(stream) if name.lower().endswith(".xlsx") else pd.read_csv(stream)
    except Exception as error:  # every reader has exceptions of its own
        raise NotATable(f"{name} cannot be read: {type(error).__name__}") from error
    numbers = table.select_dtypes("number").dropna()
    if numbers.shape[1] == 0 or len(numbers) < 2:
        raise NotATable(f"{name} has no two complete rows of numbers")
    if len(numbers) > MOST_ROWS:
        raise NotATable(f"{name} has more than {MOST_ROWS} rows")
    return numbers


def analyse(table: pd.DataFrame) -> tuple[dict[str, Any], Pipeline]:
    """Describes a table, finds groups of similar rows in it, and tells what the last column depends on."""
    figures = {
        str(column): {key: round(float(value), 4) for key, value in table[column].describe().items()}
        for column in table
    }
    correlation = table.corr().fillna(0.0).round(4)
    groups = Pipeline(
        [
            ("scale", StandardScaler()),
            ("groups", KMeans(n_clusters=min(MOST_CLUSTERS, len(table.drop_duplicates())), n_init=5, random_state=SEED)),
        ]
    )
    members = groups.fit_predict(table)
    result = {
        "rows": len(table),
        "columns": figures,
        "correlation": {str(column): correlation[column].to_dict() for column in correlation},
        "groups": [int(count) for count in np.bincount(members)],
        "trend": _trend(table),
        "chart": _chart(table, members),
    }
    return result, groups


def _trend(table: pd.DataFrame) -> dict[str, Any]:
    """The last column as a linear function of the others."""
    if table.shape[1] < 2:
        return {}
    causes, effect = table.iloc[:, :-1], table.iloc[:, -1]
    model = LinearRegression().fit(causes, effect)
    return {
        "of": str(effect.name),
        "score": round(float(model.score(causes, effect)), 4),
        "weights": {str(name): round(float(weight), 4) for name, weight in zip(causes, model.coef_, strict=True)},
    }


def _chart(table: pd.DataFrame, members: np.ndarray) -> str:
    """The first two columns as a scatter plot in the groups' colours, as a PNG in a data URL."""
    figure, axes = plt.subplots(figsize=(4, 3), dpi=80)
    try:
        vertical = table.columns[1] if table.shape[1] > 1 else table.columns[0]
        sns.scatterplot(data=table, x=table.columns[0], y=vertical, hue=members, palette="deep", legend=False, ax=axes)
        figure.tight_layout()
        stream = io.BytesIO()
        figure.savefig(stream, format="png")
    finally:
        plt.close(figure)
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode("ascii")
