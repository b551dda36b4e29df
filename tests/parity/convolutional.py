"""Writes fixtures/convolutional.json: what the published convolutional nets give in Keras, and how they learn.

pip install keras tensorflow-cpu; then: python tests/parity/convolutional.py
Weights and samples are waves, which the test makes again: value i of array k is scale * sin(1.7 i + k). The fixture has the
parameters, the reconstructions of the first sample, and the losses of the first steps of Adam.
"""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"

import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras import layers  # noqa: E402

BATCH, STEPS = 3, 3


def wave(shape, number, scale):
    return (scale * np.sin(1.7 * np.arange(np.prod(shape)) + number)).astype(np.float32).reshape(shape)


def blog():
    def conv(filters, activation="relu", padding="same"):
        return layers.Conv2D(filters, (3, 3), activation=activation, padding=padding)

    def pool():
        return layers.MaxPooling2D((2, 2), padding="same")

    def up():
        return layers.UpSampling2D((2, 2))

    return [conv(16), pool(), conv(8), pool(), conv(8), pool()] + [
        conv(8), up(), conv(8), up(), conv(16, padding="valid"), up(), conv(1, "sigmoid")
    ]


def io():
    same = {"padding": "same"}
    return [
        layers.Conv2D(32, (3, 3), activation="relu", **same),
        layers.MaxPooling2D((2, 2), **same),
        layers.Conv2D(32, (3, 3), activation="relu", **same),
        layers.MaxPooling2D((2, 2), **same),
        layers.Conv2DTranspose(32, (3, 3), strides=2, activation="relu", **same),
        layers.Conv2DTranspose(32, (3, 3), strides=2, activation="relu", **same),
        layers.Conv2D(1, (3, 3), activation="sigmoid", **same),
    ]


def series():
    """Without the dropout of the original. Its last layer is transposed: a convolution by the kernel turned round."""
    options = {"kernel_size": 7, "padding": "same"}
    return [
        layers.Conv1D(32, strides=2, activation="relu", **options),
        layers.Conv1D(16, strides=2, activation="relu", **options),
        layers.Conv1DTranspose(16, strides=2, activation="relu", **options),
        layers.Conv1DTranspose(32, strides=2, activation="relu", **options),
        layers.Conv1DTranspose(1, **options),
    ]


def turned(kernel):
    return kernel[::-1].transpose(0, 2, 1)


def case(name, net, shape, loss):
    model = keras.Sequential([keras.Input(shape), *net])
    weights = model.get_weights()
    values = []
    for number, weight in enumerate(weights):
        turn = name == "kerasSeries" and number == len(weights) - 2
        ours = weight.shape if not turn else (weight.shape[0], weight.shape[2], weight.shape[1])
        value = wave(ours, number, 0.3 if weight.ndim == 1 else 3 / np.sqrt(weight.size / ours[-1]))
        values.append(turned(value) if turn else value)
    model.set_weights(values)
    samples = wave((BATCH, *shape), 0, 1)
    if loss == "binary_crossentropy":
        samples = samples**2
    reconstruction = np.asarray(model(samples[:1]))
    model.compile(optimizer=keras.optimizers.Adam(), loss=loss)
    losses = [float(model.train_on_batch(samples, samples)) for _ in range(STEPS)]
    rounded = [float(f"{value:.7g}") for value in reconstruction.ravel()]
    return {"name": name, "parameters": model.count_params(), "reconstruction": rounded, "losses": losses}


cases = [
    case("kerasBlog", blog(), (28, 28, 1), "binary_crossentropy"),
    case("kerasIo", io(), (28, 28, 1), "binary_crossentropy"),
    case("kerasSeries", series(), (288, 1), "mean_squared_error"),
]
path = pathlib.Path(__file__).parent / "fixtures" / "convolutional.json"
path.write_text(json.dumps({"batch": BATCH, "cases": cases}) + "\n")
