"""Writes fixtures/scalers.json: what scikit-learn's scalers fit and how they scale.

pip install scikit-learn; then: python tests/parity/scalers.py
`log` is a StandardScaler behind sign(x) * log1p(|x|). The rows to be scaled are not those that were fitted.
"""

import json
import pathlib

import numpy as np
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, RobustScaler, StandardScaler

random = np.random.default_rng(1)


def table(rows):
    return np.stack(
        [
            random.standard_normal(rows),
            1e4 + random.standard_normal(rows),  # far from 0
            random.lognormal(3, 2, rows) * random.choice([-1, 1], rows),  # heavy tails on both sides
            np.full(rows, 0.1),  # constant
            random.integers(0, 2, rows),
            1e-6 * random.uniform(size=rows),
        ],
        axis=1,
    ).astype(np.float32)


train, test = table(301), table(20)
signed_log = FunctionTransformer(lambda x: np.sign(x) * np.log1p(np.abs(x)))
scalers = {
    "minMax": MinMaxScaler(),
    "standard": StandardScaler(),
    "robust": RobustScaler(),
    "log": make_pipeline(signed_log, StandardScaler()),
}

cases = []
for kind, scaler in scalers.items():
    scaled = scaler.fit(train.astype(np.float64)).transform(test.astype(np.float64))
    cases.append({"kind": kind, "scaled": scaled.ravel().tolist()})

fixture = {"features": train.shape[1], "train": train.ravel().tolist(), "test": test.ravel().tolist(), "cases": cases}
path = pathlib.Path(__file__).parent / "fixtures" / "scalers.json"
path.write_text(json.dumps(fixture) + "\n")
