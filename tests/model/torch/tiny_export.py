"""Writes fixtures/tiny_random.onnx: random weights in the layout of the
Moonshine export (names, quantisation, the nodes that lead to the matrices), two
blocks of width 48, so that tests need no download. The graph cannot be run; it
holds what a reader of weights looks at.

    python tiny_export.py
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

SEED = 20250711
WIDTH, BLOCKS, MLP, FREQUENCIES = 48, 2, 64, (1.0, 0.1)
TARGET = Path(__file__).parent / "fixtures" / "tiny_random.onnx"


def main() -> None:
    rng = np.random.default_rng(SEED)
    tensors: list[onnx.TensorProto] = []
    nodes: list[onnx.NodeProto] = []

    def tensor(name: str, values: np.ndarray) -> str:
        tensors.append(numpy_helper.from_array(values, name))
        return name

    def floats(name: str, *shape: int, mean: float = 0.0, spread: float = 0.2) -> str:
        return tensor(name, rng.normal(mean, spread, shape).astype(np.float32))

    def kernel(name: str, *shape: int) -> None:
        scale = 2.0 / np.sqrt(np.prod(shape[1:])) / 64
        q = np.clip(np.round(rng.normal(0, 32, shape)), -128, 127).astype(np.int8)
        tensor(f"{name}.weight_quantized", q)
        tensor(f"{name}.weight_scale", np.array([scale], np.float32))
        tensor(f"{name}.weight_zero_point", np.array([scale * rng.normal()], np.float32))

    def matrix(name: str, rows: int, columns: int) -> None:
        base = f"onnx::MatMul_{len(tensors)}"
        z = int(rng.integers(118, 138))
        q = np.clip(np.round(rng.normal(z, 32, (rows, columns))), 0, 255).astype(np.uint8)
        scale = np.float32(1.5 / np.sqrt(rows) / 32)
        tensor(f"{base}_quantized", q)
        tensor(f"{base}_scale", np.array(scale))
        tensor(f"{base}_zero_point", np.array(z, np.uint8))
        inputs = [f"/{name}/x", f"{base}_quantized", f"/{name}/z", f"{base}_zero_point"]
        nodes.append(helper.make_node("MatMulInteger", inputs, [f"/{name}/y"], f"/{name}/MatMul_quant"))

    kernel("conv1", WIDTH, 1, 127)
    scale = floats("onnx::Mul_1488", WIDTH, 1, mean=1)
    shift = floats("onnx::Add_1489", WIDTH, 1)
    nodes.append(helper.make_node("Mul", ["/groupnorm/x", scale], ["/groupnorm/s"], "/groupnorm/Mul"))
    nodes.append(helper.make_node("Add", ["/groupnorm/s", shift], ["/groupnorm/y"], "/groupnorm/Add"))
    kernel("conv2", 2 * WIDTH, WIDTH, 7)
    floats("conv2.bias", 2 * WIDTH)
    kernel("conv3", WIDTH, 2 * WIDTH, 3)
    floats("conv3.bias", WIDTH)
    rotary = tensor("/rotary_emb/Cast_1_output_0", np.array(FREQUENCIES, np.float32).reshape(1, -1, 1))
    nodes.append(helper.make_node("MatMul", [rotary, "/rotary_emb/x"], ["/rotary_emb/y"], "/rotary_emb/MatMul"))
    for i in range(BLOCKS):
        p = f"layers.{i}"
        floats(f"{p}.input_layernorm.weight", WIDTH, mean=1)
        for m in ("q_proj", "k_proj", "v_proj", "dense"):
            matrix(f"{p}/self_attn/{m}", WIDTH, WIDTH)
        floats(f"{p}.post_attention_layernorm.weight", WIDTH, mean=1)
        matrix(f"{p}/mlp/fc1", WIDTH, MLP)
        floats(f"{p}.mlp.fc1.bias", MLP)
        matrix(f"{p}/mlp/fc2", MLP, WIDTH)
        floats(f"{p}.mlp.fc2.bias", WIDTH)
    floats("layer_norm.weight", WIDTH, mean=1)

    graph = helper.make_graph(
        nodes, "tiny_random",
        [helper.make_tensor_value_info("input_values", onnx.TensorProto.FLOAT, [1, "samples"])],
        [helper.make_tensor_value_info("last_hidden_state", onnx.TensorProto.FLOAT, [1, "frames", WIDTH])],
        tensors,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], producer_name="tiny_export.py")
    model.doc_string = f"random weights, numpy {np.__version__} default_rng({SEED}), onnx {onnx.__version__}"
    TARGET.write_bytes(model.SerializeToString())
    print(model.doc_string, f"{TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
