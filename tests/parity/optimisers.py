"""Writes fixtures/optimisers.json: 20 steps of each optimiser with given gradients.

pip install keras "jax[cpu]" optax; then: python tests/parity/optimisers.py
SGD, Adam and AdamW by Optax, whose formulas are PyTorch's; RMSProp by Keras. Clipping by Optax's and Keras's common norm.
"""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "jax"

import jax.numpy as jnp  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402
import optax  # noqa: E402

STEPS = 20
SHAPES = {"kernel": (3, 4), "bias": (4,), "filter": (2, 2, 1, 2), "threshold": ()}
random = np.random.default_rng(1)


def draw(scale):
    return {name: (scale * random.standard_normal(shape)).astype(np.float32) for name, shape in SHAPES.items()}


initial = draw(1.0)
gradients = [draw(10.0 ** random.uniform(-3, 1)) for _ in range(STEPS)]
for gradient in gradients[5:]:
    gradient["bias"][0] = 0  # a unit that died
RATE = [0.05 * 0.9**step for step in range(STEPS)]  # as a schedule would have it


def flat(tree):
    return {name: np.asarray(value, np.float64).ravel().tolist() for name, value in tree.items()}


def with_optax(make, rates, clip_norm):
    parameters = {name: jnp.array(value) for name, value in initial.items()}
    rule = make(lambda step: jnp.array(rates, jnp.float32)[step])
    if clip_norm:
        rule = optax.chain(optax.clip_by_global_norm(clip_norm), rule)
    state = rule.init(parameters)
    for gradient in gradients:
        updates, state = rule.update(gradient, state, parameters)
        parameters = optax.apply_updates(parameters, updates)
    return flat(parameters)


def with_keras(make, rates, clip_norm):
    variables = [keras.Variable(value) for value in initial.values()]
    rule = make(global_clipnorm=clip_norm)
    for gradient, rate in zip(gradients, rates):
        rule.learning_rate = rate
        rule.apply([jnp.array(gradient[name]) for name in SHAPES], variables)
    return flat({name: variable.numpy() for name, variable in zip(SHAPES, variables)})


CASES = [
    ("sgd", {}, with_optax, lambda rate: optax.sgd(rate)),
    ("sgd", {"momentum": 0.9}, with_optax, lambda rate: optax.sgd(rate, momentum=0.9)),
    ("adam", {}, with_optax, lambda rate: optax.adam(rate, eps=1e-7)),
    (
        "adam",
        {"beta1": 0.5, "beta2": 0.9, "epsilon": 0.1},
        with_optax,
        lambda rate: optax.adam(rate, b1=0.5, b2=0.9, eps=0.1),
    ),
    ("adamW", {}, with_optax, lambda rate: optax.adamw(rate, eps=1e-7, weight_decay=0.01)),
    ("adamW", {"weightDecay": 0.5}, with_optax, lambda rate: optax.adamw(rate, eps=1e-7, weight_decay=0.5)),
    ("rmsProp", {}, with_keras, lambda **clip: keras.optimizers.RMSprop(**clip)),
    (
        "rmsProp",
        {"rho": 0.5, "momentum": 0.9, "epsilon": 0.01},
        with_keras,
        lambda **clip: keras.optimizers.RMSprop(rho=0.5, momentum=0.9, epsilon=0.01, **clip),
    ),
]

fixture = {
    "shapes": SHAPES,
    "initial": flat(initial),
    "gradients": [flat(gradient) for gradient in gradients],
    "cases": [
        {
            "kind": kind,
            "options": {**options, **({"clipNorm": clip_norm} if clip_norm else {})},
            "learningRates": rates,
            "parameters": reference(make, rates, clip_norm),
        }
        for kind, options, reference, make in CASES
        for rates in ([0.05] * STEPS, RATE)
        for clip_norm in (None, 1.5)
    ],
}
path = pathlib.Path(__file__).parent / "fixtures" / "optimisers.json"
path.write_text(json.dumps(fixture) + "\n")
