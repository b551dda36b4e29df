"""Writes fixtures/sparse.json: totals and gradients of sparse autoencoders, by PyTorch.

pip install torch; then: python tests/parity/sparse.py
Each is written down here from its paper: one hidden layer, x -> code -> x', the mean squared error over features and batch, and
what keeps the code sparse. Kernels are [inputs, outputs], as in Keras.
"""

import json
import pathlib

import torch

torch.manual_seed(1)
torch.set_default_dtype(torch.float64)
BATCH, SIZE, UNITS = 6, 5, 12

x = torch.randn(BATCH, SIZE).float().double()
start = {
    "encoder/0/kernel": torch.randn(SIZE, UNITS) * 0.5,
    "encoder/0/bias": torch.randn(UNITS) * 0.3,
    "decoder/0/kernel": torch.randn(UNITS, SIZE) * 0.5,
    "decoder/0/bias": torch.randn(SIZE) * 0.3,
}


def decode(p, code):
    return code @ p["decoder/0/kernel"] + p["decoder/0/bias"]


def preactivation(p):
    return x @ p["encoder/0/kernel"] + p["encoder/0/bias"]


def mse(target, reconstruction):
    return ((target - reconstruction) ** 2).mean()


def l1(p):
    code = preactivation(p).relu()
    return mse(x, decode(p, code)) + 0.05 * code.abs().sum(1).mean()


def kl(p, rate=0.2):
    code = preactivation(p).sigmoid()
    mean = code.mean(0)
    kl = rate * (rate / mean).log() + (1 - rate) * ((1 - rate) / (1 - mean)).log()
    return mse(x, decode(p, code)) + 0.05 * kl.sum()


def keep_largest(code, k):
    values, indices = code.topk(k, dim=1)
    return torch.zeros_like(code).scatter(1, indices, values)


def top_k(p):
    return mse(x, decode(p, keep_largest(preactivation(p).relu(), 3)))


def batch_top_k(p):
    code = keep_largest(preactivation(p).relu().reshape(1, -1), 2 * BATCH).reshape(BATCH, UNITS)
    return mse(x, decode(p, code))


class Jump(torch.autograd.Function):
    """The pseudo-derivatives of Rajamanoharan et al., 2024, for a rectangle of width 1."""

    @staticmethod
    def forward(context, z, threshold, bandwidth):
        context.save_for_backward(z, threshold)
        context.bandwidth = bandwidth
        return z * (z > threshold)

    @staticmethod
    def backward(context, gradient):
        z, threshold = context.saved_tensors
        rectangle = (((z - threshold) / context.bandwidth).abs() < 0.5).to(z.dtype)
        by_threshold = -(threshold / context.bandwidth) * rectangle * gradient
        return (z > threshold) * gradient, by_threshold.sum(0), None


class Step(torch.autograd.Function):
    @staticmethod
    def forward(context, z, threshold, bandwidth):
        context.save_for_backward(z, threshold)
        context.bandwidth = bandwidth
        return (z > threshold).to(z.dtype)

    @staticmethod
    def backward(context, gradient):
        z, threshold = context.saved_tensors
        rectangle = (((z - threshold) / context.bandwidth).abs() < 0.5).to(z.dtype)
        return torch.zeros_like(z), (-(1 / context.bandwidth) * rectangle * gradient).sum(0), None


def jump_relu(p):
    z, threshold = preactivation(p).relu(), p["bottleneck/logThreshold"].exp()
    code = Jump.apply(z, threshold, 0.5)
    return mse(x, decode(p, code)) + 0.05 * Step.apply(z, threshold, 0.5).sum(1).mean()


def gated(p):
    gate = preactivation(p)
    magnitude = (p["bottleneck/logFactor"].exp() * gate + p["bottleneck/shift"]).relu()
    still = {name: value.detach() for name, value in p.items()}
    return (
        mse(x, decode(p, (gate > 0) * magnitude))
        + 0.05 * gate.relu().sum(1).mean()
        + mse(x, decode(still, gate.relu()))
    )


def matryoshka(p):
    code = keep_largest(preactivation(p).relu(), 4)
    prefixes = [code * (torch.arange(UNITS) < size) for size in (3, 8)]
    return mse(x, decode(p, code)) + sum(mse(x, decode(p, prefix)) for prefix in prefixes)


def inactive(p):
    return (keep_largest(preactivation(p).relu(), 1) != 0).sum(0) == 0


def aux_k(p):
    z = preactivation(p).relu()
    code = keep_largest(z, 1)
    reconstruction = decode(p, code)
    revived = keep_largest(z * inactive(p), 2)
    rebuilt = revived @ p["decoder/0/kernel"]
    return mse(x, reconstruction) + 0.1 * mse((x - reconstruction).detach(), rebuilt)


def case(name, total, **more):
    p = {key: value.clone().float().double().requires_grad_() for key, value in {**start, **more}.items()}
    value = total(p)
    value.backward()
    gradients = {key: tensor.grad for key, tensor in p.items()}
    return {
        "name": name,
        "total": value.item(),
        "parameters": {key: [list(tensor.shape), tensor.flatten().tolist()] for key, tensor in p.items()},
        "gradients": {key: tensor.flatten().tolist() for key, tensor in gradients.items()},
    }


cases = [
    case("l1", l1),
    case("klSparsity", kl),
    case("topK", top_k),
    case("batchTopK", batch_top_k),
    case("jumpReLU", jump_relu, **{"bottleneck/logThreshold": torch.linspace(-2, 0, UNITS)}),
    case("gated", gated, **{"bottleneck/logFactor": torch.randn(UNITS) * 0.3, "bottleneck/shift": torch.randn(UNITS) * 0.3}),
    case("matryoshka", matryoshka),
    case("auxK", aux_k),
]
dead = inactive(start).int().tolist()
assert 0 < sum(dead) < UNITS and bool((preactivation(start).relu() * inactive(start)).sum() > 0)
fixture = {"clean": [[BATCH, SIZE], x.float().flatten().tolist()], "dead": dead, "cases": cases}
path = pathlib.Path(__file__).parent / "fixtures" / "sparse.json"
path.write_text(json.dumps(fixture) + "\n")
