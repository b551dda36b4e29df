"""Writes fixtures/metrics.json: metrics of images and of rows by scikit-image, scikit-learn and NumPy.

pip install scikit-image scikit-learn; then: python tests/parity/metrics.py
"""

import json
import pathlib

import numpy as np
from skimage.metrics import peak_signal_noise_ratio, structural_similarity
from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score

random = np.random.default_rng(1)


def similarity(clean, reconstruction, width):
    images = [
        structural_similarity(
            a, b, data_range=width, channel_axis=-1, gaussian_weights=True, sigma=1.5, use_sample_covariance=False
        )
        for a, b in zip(clean, reconstruction)
    ]
    return float(np.mean(images))


def case(shape, low, high, noise):
    rows, columns = np.mgrid[: shape[1], : shape[2]]
    waves = np.sin(rows / 3)[None, :, :, None] * np.cos(columns / 4)[None, :, :, None]
    clean = low + (high - low) * np.clip(0.5 + 0.3 * waves + 0.1 * random.standard_normal(shape), 0, 1)
    reconstruction = np.clip(clean + noise * (high - low) * random.standard_normal(shape), low, high)
    clean, reconstruction = (np.float32(array.round(4)).astype(np.float64) for array in (clean, reconstruction))
    flat = [array.reshape(len(array), -1) for array in (clean, reconstruction)]
    return {
        "shape": shape,
        "range": [low, high],
        "clean": clean.round(4).ravel().tolist(),
        "reconstruction": reconstruction.round(4).ravel().tolist(),
        "mse": mean_squared_error(*flat),
        "mae": mean_absolute_error(*flat),
        "psnr": peak_signal_noise_ratio(clean, reconstruction, data_range=high - low),
        "snr": float(10 * np.log10((clean**2).sum() / ((clean - reconstruction) ** 2).sum())),
        "ssim": similarity(clean, reconstruction, high - low),
        "explainedVariance": r2_score(*flat, multioutput="variance_weighted"),
    }


cases = [case((2, 16, 13, 1), 0, 1, 0.1), case((2, 11, 12, 3), -1, 1, 0.4), case((1, 11, 11, 1), 0, 255, 0.01)]
cases[2]["explainedVariance"] = 0.0  # scikit-learn gives NaN for one sample; one sample does not vary
path = pathlib.Path(__file__).parent / "fixtures" / "metrics.json"
path.write_text(json.dumps({"cases": cases}) + "\n")
