"""Writes fixtures/projections.json: codes projected and judged by scikit-learn.

pip install scikit-learn; then: python tests/parity/projections.py
"""

import json
import pathlib

import numpy as np
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness
from sklearn.model_selection import LeaveOneOut, cross_val_score
from sklearn.neighbors import KNeighborsClassifier

random = np.random.default_rng(2)


def case(samples, units, neighbours):
    labels = random.integers(0, 2, samples)  # two classes and an odd number of votes: no ties
    codes = random.standard_normal((samples, units)) * 0.8 ** np.arange(units) + labels[:, None] * (np.arange(units) == 1)
    codes = np.float32(codes.round(4)).astype(np.float64)
    fitted = PCA(n_components=2, svd_solver="full").fit(codes)
    points = fitted.transform(codes)
    rounded = np.float32(points).astype(np.float64)  # what is judged is what a view holds
    votes = KNeighborsClassifier(n_neighbors=neighbours)
    return {
        "shape": [samples, units],
        "codes": codes.round(4).ravel().tolist(),
        "labels": labels.tolist(),
        "neighbours": neighbours,
        "points": rounded.ravel().tolist(),
        "shares": fitted.explained_variance_ratio_.tolist(),
        "trustworthiness": trustworthiness(codes, rounded, n_neighbors=neighbours),
        "continuity": trustworthiness(rounded, codes, n_neighbors=neighbours),
        "accuracy": {
            "codes": cross_val_score(votes, codes, labels, cv=LeaveOneOut()).mean(),
            "points": cross_val_score(votes, rounded, labels, cv=LeaveOneOut()).mean(),
        },
    }


path = pathlib.Path(__file__).parent / "fixtures" / "projections.json"
path.write_text(json.dumps({"cases": [case(120, 9, 5), case(45, 30, 1), case(30, 4, 13)]}) + "\n")
