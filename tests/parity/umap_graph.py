"""Writes fixtures/umap.json: UMAP's graphs of codes and its curves, by umap-learn.

pip install umap-learn; then: python tests/parity/umap_graph.py
"""

import json
import pathlib

import numpy as np
from sklearn.metrics import euclidean_distances
from umap.umap_ import find_ab_params, fuzzy_simplicial_set

random = np.random.default_rng(3)


def graph(samples, units, neighbours, equal=0):
    codes = np.float32(random.standard_normal((samples, units)).round(3))
    codes[:equal] = codes[0]
    distances = euclidean_distances(codes.astype(np.float64))
    np.fill_diagonal(distances, -1)  # umap-learn counts a code among its own nearest, as the first
    places = np.argsort(distances, axis=1, kind="stable")[:, :neighbours]
    distances = np.maximum(0, np.take_along_axis(distances, places, axis=1))
    weights, _, _ = fuzzy_simplicial_set(codes, neighbours, np.random.RandomState(0), "euclidean", knn_indices=places, knn_dists=np.float32(distances))
    weights = weights.tocoo()
    order = np.lexsort((weights.col, weights.row))
    pairs = [[int(weights.row[i]), int(weights.col[i]), round(float(weights.data[i]), 7)] for i in order]
    return {"shape": [samples, units], "codes": codes.astype(float).round(3).ravel().tolist(), "neighbours": neighbours, "pairs": pairs}


def curve(min_dist):
    a, b = find_ab_params(1.0, min_dist)
    return {"minDist": min_dist, "a": a, "b": b}


path = pathlib.Path(__file__).parent / "fixtures" / "umap.json"
path.write_text(json.dumps({"graphs": [graph(60, 5, 8), graph(25, 2, 3), graph(40, 3, 6, equal=4)], "curves": [curve(m) for m in (0.0, 0.01, 0.1, 0.5, 0.99)]}) + "\n")
