"""Contenders of the benches in Python: `python peers.py <name> <work as JSON>`.

Says {"version"} when it is ready, {"absent"} where a module is not installed; then answers each line of stdin, a
request {"from", "steps"}, by a line {"milliseconds", "figure"}. Weights and samples are files in the work's folder.
"""

import json
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

ANSWERS = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # whatever else a library prints goes to stderr

LEARNING_RATE, EPSILON = 1e-3, 1e-10  # as in adam.ts; the betas are everybody's defaults


def say(message):
    ANSWERS.write(json.dumps(message) + "\n")
    ANSWERS.flush()


def floats(name):
    import numpy as np

    return np.fromfile(os.path.join(WORK["folder"], name), dtype=np.float32)


def samples(*shape):
    return floats("samples.f32").reshape(-1, *shape)


def weights():
    """The weights by name, in the order of the layers: kernels [in, out] or [height, width, in, out], and biases."""
    values, found, offset = floats(WORK["recipe"] + ".f32"), {}, 0
    with open(os.path.join(WORK["folder"], WORK["recipe"] + ".json")) as file:
        for entry in json.load(file):
            size = 1
            for axis in entry["shape"]:
                size *= axis
            found[entry["name"]] = values[offset : offset + size].reshape(entry["shape"])
            offset += size
    return found


def batches(array, first, steps):
    """Views of the samples, from the beginning again where they end."""
    size = WORK["batchSize"]
    starts = [i % (len(array) // size) * size for i in range(first, first + steps)]
    return [array[start : start + size] for start in starts]


def pytorch(channels_last=False, compiled=False):
    """Eager PyTorch with its fused Adam and the loss on logits; compiled: forward pass and loss by torch.compile."""
    import torch
    from torch import nn

    torch.set_num_threads(os.cpu_count())
    if WORK["recipe"] == "dense":
        widths = [784, 128, 64, 32, 64, 128, 784]
        layers = [layer for a, b in zip(widths, widths[1:]) for layer in (nn.Linear(a, b), nn.ReLU())]
        images = torch.from_numpy(samples(784))
    else:
        pool = lambda: nn.MaxPool2d(2, ceil_mode=True)
        enlarge = lambda: nn.Upsample(scale_factor=2)
        conv = lambda a, b, padding=1: [nn.Conv2d(a, b, 3, padding=padding), nn.ReLU()]
        layers = [*conv(1, 16), pool(), *conv(16, 8), pool(), *conv(8, 8), pool()]
        layers += [*conv(8, 8), enlarge(), *conv(8, 8), enlarge(), *conv(8, 16, 0), enlarge(), *conv(16, 1)]
        images = torch.from_numpy(samples(1, 28, 28))
    net = nn.Sequential(*layers[:-1])  # the loss takes the sigmoid
    with torch.no_grad():
        for parameter, value in zip(net.parameters(), weights().values()):
            kernel = torch.from_numpy(value)  # PyTorch's are [out, in] and [out, in, height, width]
            parameter.copy_(kernel.T if kernel.ndim == 2 else kernel.permute(3, 2, 0, 1) if kernel.ndim == 4 else kernel)
    if channels_last:
        net, images = net.to(memory_format=torch.channels_last), images.to(memory_format=torch.channels_last)
    optimiser = torch.optim.Adam(net.parameters(), lr=LEARNING_RATE, eps=EPSILON, fused=True)
    cross_entropy = nn.BCEWithLogitsLoss()
    loss_of = lambda batch: cross_entropy(net(batch), batch)
    if compiled:
        loss_of = torch.compile(loss_of)

    def run(first, steps):
        total = 0
        for batch in batches(images, first, steps):
            optimiser.zero_grad()
            loss = loss_of(batch)
            loss.backward()
            optimiser.step()
            total += loss.detach()
        return float(total) / steps

    return f"PyTorch {torch.__version__}", run


def keras(backend):
    """Keras by a training step under tf.function or jax.jit, which costs less than its `fit`."""
    os.environ["KERAS_BACKEND"] = backend
    import keras
    from keras import layers

    if WORK["recipe"] == "dense":
        hidden = [layers.Dense(units, activation="relu") for units in (128, 64, 32, 64, 128)]
        net = keras.Sequential([keras.Input((784,)), *hidden, layers.Dense(784, activation="sigmoid")])
        images = samples(784)
    else:
        conv = lambda filters, padding="same": layers.Conv2D(filters, 3, activation="relu", padding=padding)
        pool = lambda: layers.MaxPooling2D(2, padding="same")
        enlarge = lambda: layers.UpSampling2D(2)
        down = [conv(16), pool(), conv(8), pool(), conv(8), pool()]
        up = [conv(8), enlarge(), conv(8), enlarge(), conv(16, "valid"), enlarge()]
        output = layers.Conv2D(1, 3, activation="sigmoid", padding="same")
        net = keras.Sequential([keras.Input((28, 28, 1)), *down, *up, output])
        images = samples(28, 28, 1)
    net.set_weights(list(weights().values()))
    optimiser = keras.optimizers.Adam(LEARNING_RATE, epsilon=EPSILON)
    cross_entropy = keras.losses.BinaryCrossentropy()
    versions = f"Keras {keras.__version__}, {backend} {__import__(backend).__version__}"

    optimiser.build(net.trainable_variables)
    step = (tensorflow_step if backend == "tensorflow" else jax_step)(net, optimiser, cross_entropy)

    def run(first, steps):
        return float(sum([step(batch) for batch in batches(images, first, steps)])) / steps

    return versions, run


def tensorflow_step(net, optimiser, cross_entropy):
    import tensorflow as tf

    @tf.function
    def step(batch):
        with tf.GradientTape() as tape:
            loss = cross_entropy(batch, net(batch, training=True))
        optimiser.apply(tape.gradient(loss, net.trainable_variables), net.trainable_variables)
        return loss

    return lambda batch: step(tf.constant(batch))


def jax_step(net, optimiser, cross_entropy):
    import jax

    def loss_of(parameters, others, batch):
        reconstruction, others = net.stateless_call(parameters, others, batch, training=True)
        return cross_entropy(batch, reconstruction), others

    @jax.jit
    def update(state, batch):
        parameters, others, slots = state
        (loss, others), gradients = jax.value_and_grad(loss_of, has_aux=True)(parameters, others, batch)
        parameters, slots = optimiser.stateless_apply(slots, gradients, parameters)
        return loss, (parameters, others, slots)

    values = lambda variables: [variable.value for variable in variables]
    state = (values(net.trainable_variables), values(net.non_trainable_variables), values(optimiser.variables))

    def step(batch):
        nonlocal state
        loss, state = update(state, batch)
        return loss

    return step


def onnxruntime():
    """The encoder's graph as the compiled engine makes it; what it does not hold of the weights, it is given."""
    import numpy as np
    import onnxruntime as ort

    session = ort.InferenceSession(os.path.join(WORK["folder"], f"encoder-{WORK['batchSize']}.onnx"))
    known = weights()
    entries = {entry: entry.name.split(" as ")[0] for entry in session.get_inputs()}  # "input as [1, 784]" is input, reshaped
    given = {entry.name: known[source].reshape(entry.shape) for entry, source in entries.items() if source != "input"}
    pictures = [entry for entry, source in entries.items() if source == "input"]
    images = samples(28, 28, 1)

    def run(first, steps):
        for batch in batches(images, first, steps):
            (code,) = session.run(None, {**given, **{entry.name: batch.reshape(entry.shape) for entry in pictures}})
        return float(np.abs(code).mean())

    return f"onnxruntime {ort.__version__} (Python)", run


PEERS = {
    "pytorch": pytorch,
    "pytorch-channels-last": lambda: pytorch(channels_last=True),
    "pytorch-compile": lambda: pytorch(compiled=True),
    "keras-tensorflow": lambda: keras("tensorflow"),
    "keras-jax": lambda: keras("jax"),
    "onnxruntime-python": onnxruntime,
}

if __name__ == "__main__":
    WORK = json.loads(sys.argv[2])
    try:
        version, run = PEERS[sys.argv[1]]()
    except ImportError as error:
        say({"absent": str(error)})
        sys.exit()
    say({"version": version})
    for line in sys.stdin:
        request = json.loads(line)
        begun = time.perf_counter()
        figure = run(request["from"], request["steps"])
        say({"milliseconds": (time.perf_counter() - begun) * 1000, "figure": figure})
    os._exit(0)  # some libraries take seconds to end
