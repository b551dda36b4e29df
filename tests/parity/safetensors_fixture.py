"""Writes fixtures/python.safetensors with the reference implementation: pip install safetensors numpy.

With a path: reads that file with the reference implementation and prints it as JSON.
"""

import json
import sys
from pathlib import Path

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

if len(sys.argv) > 1:
    with safe_open(sys.argv[1], framework="numpy") as file:
        arrays = {name: file.get_tensor(name) for name in file.keys()}
        print(json.dumps({
            "metadata": file.metadata(),
            "arrays": {n: {"dtype": str(a.dtype), "shape": a.shape, "values": a.flatten().tolist()} for n, a in arrays.items()},
        }))
else:
    save_file(
        {
            "encoder/0/kernel": np.arange(6, dtype=np.float32).reshape(2, 3) / 4 - 0.5,
            "scalar": np.array(-1.25, dtype=np.float32),
            "empty": np.zeros((0, 3), dtype=np.float32),
            "step": np.array([7, -2147483648, 2147483647], dtype=np.int32),
            "größe 大 😀": np.array([np.inf, -np.inf, np.finfo(np.float32).tiny], dtype=np.float32),
        },
        Path(__file__).parent / "fixtures" / "python.safetensors",
        metadata={"format": "np", "note": "größe 大 😀"},
    )
