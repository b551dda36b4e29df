"""Writes fixtures/onnx-export.json: what ONNX Runtime in Python makes of exported models that onnx.checker has passed.

pip install onnx onnxruntime; then: python tests/parity/onnx_export.py
The models are those of onnx-models.ts, which tsx runs.
"""

import json
import pathlib
import subprocess
import tempfile

import numpy as np
import onnx
import onnxruntime

HERE = pathlib.Path(__file__).parent
ROWS = 3
random = np.random.default_rng(1)


def check(path):
    """Structure, types and shapes by onnx itself; names and metadata by what the export promises."""
    onnx.checker.check_model(str(path), full_check=True)
    model = onnx.load(path)
    onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    for tensor in [*model.graph.input, *model.graph.output]:
        assert tensor.type.tensor_type.elem_type == onnx.TensorProto.FLOAT, path
        batch, *axes = tensor.type.tensor_type.shape.dim
        assert batch.dim_param == "batch" and all(axis.dim_value > 0 for axis in axes), path
    assert (model.producer_name, model.graph.name) == ("hourglass", path.stem)
    assert [(o.domain, o.version) for o in model.opset_import] == [("", 18)]
    metadata = {entry.key: entry.value for entry in model.metadata_props}
    assert metadata["hourglass.version"] == model.producer_version != ""
    assert "kind" in json.loads(metadata["hourglass.recipe"])


def run(path):
    """Inputs and outputs of a file for some rows; batches of other sizes give the same rows."""
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    (given,), (made,) = session.get_inputs(), session.get_outputs()
    values = random.uniform(size=(7, *given.shape[1:])).astype(np.float32).round(3)
    whole = session.run([made.name], {given.name: values})[0]
    for size in (1, ROWS):
        np.testing.assert_allclose(session.run([made.name], {given.name: values[:size]})[0], whole[:size], rtol=1e-5, atol=1e-6)
    return {"input": array(given.name, values[:ROWS]), "output": array(made.name, whole[:ROWS])}


def array(name, values):
    return {"name": name, "shape": values.shape, "data": [float(f"{value:.8g}") for value in values.ravel()]}


with tempfile.TemporaryDirectory() as folder:
    subprocess.run(["npx", "tsx", HERE / "onnx-models.ts", folder], cwd=HERE.parent.parent, check=True)
    models = {}
    for path in sorted(pathlib.Path(folder).glob("*/*.onnx")):
        check(path)
        models.setdefault(path.parent.name, {})[path.stem] = run(path)

versions = {"onnx": onnx.__version__, "onnxruntime": onnxruntime.__version__}
(HERE / "fixtures" / "onnx-export.json").write_text(json.dumps({"versions": versions, "models": models}) + "\n")
