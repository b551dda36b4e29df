"""Writes fixtures/losses.json: values and gradients of the losses.

pip install keras "jax[cpu]"; then: python tests/parity/losses.py
Without a mask the mean is Keras's own; masks and sums are reduced here from Keras's loss per value. Gradients by JAX.
What the categorical loss is given are logits, sent through softmax first: Keras divides by the sum of the classes, which
changes the gradient by a constant that softmax cancels.
"""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "jax"

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402

random = np.random.default_rng(1)
BATCH, POSITIONS, CLASSES = 3, 4, 5
SHAPE = (BATCH, POSITIONS, CLASSES)


def squared(clean, reconstruction):
    return (clean - reconstruction) ** 2


PER_FEATURE = {
    "meanSquaredError": squared,
    "binaryCrossEntropy": keras.ops.binary_crossentropy,
    "categoricalCrossEntropy": keras.ops.categorical_crossentropy,
}
KERAS = {
    "meanSquaredError": keras.losses.MeanSquaredError(),
    "binaryCrossEntropy": keras.losses.BinaryCrossentropy(),
    "categoricalCrossEntropy": keras.losses.CategoricalCrossentropy(),
}

mask = (random.uniform(size=SHAPE) < 0.6).astype(np.float32)
mask[0, 0] = 0
PROBABILITIES = random.uniform(0.02, 0.98, SHAPE)
PROBABILITIES[2, 3, :2] = [0, 1]  # beyond where the logarithms are cut
INPUTS = {
    "meanSquaredError": (random.standard_normal(SHAPE), random.standard_normal(SHAPE)),
    "binaryCrossEntropy": (random.uniform(size=SHAPE), PROBABILITIES),
    "categoricalCrossEntropy": (
        np.eye(CLASSES)[random.integers(CLASSES, size=(BATCH, POSITIONS))],
        random.standard_normal(SHAPE),
    ),
}


def loss(kind, reduction, mask):
    def value(clean, reconstruction):
        if kind == "categoricalCrossEntropy":
            reconstruction = jax.nn.softmax(reconstruction)
        if reduction == "mean" and mask is None:
            return KERAS[kind](clean, reconstruction)
        values = PER_FEATURE[kind](clean, reconstruction)
        counts = jnp.ones_like(values)
        if mask is not None:
            counts = mask.max(-1) if kind == "categoricalCrossEntropy" else mask
        total = (values * counts).sum()
        return total / (BATCH if reduction == "sum-per-sample" else counts.sum())

    return value


def flat(array):
    return np.asarray(array, np.float64).ravel().tolist()


cases = []
for kind, arrays in INPUTS.items():
    clean, reconstruction = (jnp.array(array, jnp.float32) for array in arrays)
    for reduction in ("mean", "sum-per-sample"):
        for masked in (False, True):
            value = loss(kind, reduction, mask if masked else None)
            cases.append(
                {
                    "kind": kind,
                    "reduction": reduction,
                    "masked": masked,
                    "clean": flat(clean),
                    "reconstruction": flat(reconstruction),
                    "value": float(value(clean, reconstruction)),
                    "gradient": flat(jax.grad(value, argnums=1)(clean, reconstruction)),
                }
            )

fixture = {"shape": SHAPE, "mask": flat(mask), "cases": cases}
path = pathlib.Path(__file__).parent / "fixtures" / "losses.json"
path.write_text(json.dumps(fixture) + "\n")
