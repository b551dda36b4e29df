"""Writes fixtures/pca.json: principal components by scikit-learn.

pip install scikit-learn; then: python tests/parity/pca.py
"""

import json
import pathlib

import numpy as np
from sklearn.decomposition import PCA

random = np.random.default_rng(1)


def case(samples, values, components):
    scales = 0.7 ** np.arange(values)
    data = random.standard_normal((samples, values)) * scales @ random.standard_normal((values, values))
    data = np.float32((data + random.standard_normal(values)).round(4)).astype(np.float64)
    fitted = PCA(n_components=components, svd_solver="full").fit(data)
    return {
        "shape": [samples, values],
        "data": data.round(4).ravel().tolist(),
        "count": components,
        "mean": fitted.mean_.tolist(),
        "components": fitted.components_.ravel().tolist(),
        "variances": fitted.explained_variance_.tolist(),
        "codes": fitted.transform(data[:5]).ravel().tolist(),
    }


path = pathlib.Path(__file__).parent / "fixtures" / "pca.json"
path.write_text(json.dumps({"cases": [case(80, 16, 5), case(12, 30, 6), case(40, 3, 3)]}) + "\n")
