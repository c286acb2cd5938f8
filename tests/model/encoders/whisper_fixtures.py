"""Writes the fixtures of whisper_test.ts.

    python whisper_fixtures.py                                            # log-mel, tiny random model
    python whisper_fixtures.py encoder_model_quantized.onnx whisper-base  # a released encoder
    python whisper_fixtures.py whisper-tiny.bin whisper-tiny-f16

Hidden states of an ONNX release are those of its own graph, run by ONNX Runtime
with its integer products replaced by float ones on the dequantised weights;
those of the whisper.cpp file, and all gradients, are PyTorch's in float64.
Large tensors are sketched (../torch/formulas.py).
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from pathlib import Path

import librosa
import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper

import whisper_torch as whisper

sys.path.insert(0, str(Path(__file__).parents[1] / "torch"))
import formulas  # noqa: E402

FIXTURES = Path(__file__).parent / "fixtures"
CLASSES, SEED = 7, 101
TINY = {"width": 128, "blocks": 2, "seed": 7000}
# First and last block whose gradients are stored; all where nothing is said
TRAINED = {"whisper-small": (4, 7)}


def audio(item: dict) -> torch.Tensor:
    """An utterance, then silence."""
    samples = torch.from_numpy(formulas.utterance(item["number"], item["samples"]))
    return torch.cat((samples, torch.zeros(item.get("silence", 0))))


def store(tensor: torch.Tensor) -> dict:
    """Small tensors whole, others sketched."""
    return formulas.whole(tensor) if tensor.numel() <= 1024 else formulas.sketched(tensor)


def tiny_weights() -> whisper.Weights:
    """Uniform weights of one stream each; the norms' are around 1."""
    d = TINY["width"]
    shapes = {"conv1.w": (d, 80, 3), "conv1.b": (d,), "conv2.w": (d, d, 3), "conv2.b": (d,),
              "positions": (1500, d), "norm.w": (d,), "norm.b": (d,)}
    for i in range(TINY["blocks"]):
        parts = {"norm1.w": (d,), "norm1.b": (d,), "qkv.w": (d, 3 * d), "q.b": (d,), "v.b": (d,), "out.w": (d, d), "out.b": (d,),
                 "norm2.w": (d,), "norm2.b": (d,), "fc1.w": (d, 4 * d), "fc1.b": (4 * d,), "fc2.w": (4 * d, d), "fc2.b": (d,)}
        shapes |= {f"blocks.{i}.{n}": s for n, s in parts.items()}
    weights = {}
    for number, (name, shape) in enumerate(shapes.items()):
        count = int(np.prod(shape))
        values = (2 * formulas.Stream(TINY["seed"] + number).random(count) - 1) / 4
        weights[name] = torch.from_numpy((values + ("norm" in name and name.endswith(".w"))).astype(np.float32).reshape(shape))
    return weights


def float_graph(path: str, frames: int) -> tuple[onnx.ModelProto, list[str]]:
    """The release with float products, positions for `frames` frames; and the
    names of its frames after the stem and after every block."""
    model = onnx.load(path)
    graph = model.graph
    values = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    makers = {o: n for n in graph.node for o in n.output}
    nodes = []
    for node in graph.node:
        if node.op_type == "DynamicQuantizeLinear":
            continue
        if node.op_type in ("MatMulInteger", "ConvInteger"):
            # y_quantized = x_quantized q; the cast and the two scales that follow become identities
            base = node.input[1].removesuffix("_quantized")
            graph.initializer.append(numpy_helper.from_array(whisper.dequantised(values, base), base))
            source = makers[node.input[0]].input[0]
            op = node.op_type.removesuffix("Integer")
            product = helper.make_node(op, [source, base], node.output, node.name)
            product.attribute.extend(node.attribute)
            nodes.append(product)
        elif node.op_type == "Mul" and node.name.endswith("_scales_mul"):
            continue
        elif node.op_type == "Mul" and node.name.endswith("_output_scale_mul"):
            nodes.append(helper.make_node("Identity", [node.input[0]], node.output, node.name))
        else:
            nodes.append(node)
    order = {n.name or n.output[0]: k for k, n in enumerate(graph.node)}
    del graph.node[:]
    graph.node.extend(nodes)
    positions = next(t for t in graph.initializer if t.name == "embed_positions.weight")
    positions.CopyFrom(numpy_helper.from_array(values["embed_positions.weight"][:frames], positions.name))
    norms = [n.input[0] for n in nodes if n.op_type == "ReduceMean" and n.name.endswith("layer_norm/ReduceMean") and "final" not in n.name]
    norms.sort(key=lambda name: order[makers[name].name])
    # Shapes were inferred for 1500 frames
    del graph.value_info[:]
    del graph.output[:]
    outputs = [*norms, "last_hidden_state"]
    graph.output.extend(helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in outputs)
    return model, outputs


def hidden_of_release(path: str, spectrogram: torch.Tensor) -> list[torch.Tensor]:
    """Frames after the stem, every block and the final norm, out of the release's own graph."""
    import onnxruntime

    model, names = float_graph(path, (spectrogram.shape[1] + 1) // 2)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    outputs = session.run(names, {"input_features": spectrogram.float().numpy()[None]})
    return [torch.from_numpy(o[0]) for o in outputs]


def hidden_of_torch(weights: whisper.Weights, spectrogram: torch.Tensor) -> list[torch.Tensor]:
    """The same out of PyTorch."""
    states = [whisper.stem(weights, spectrogram)]
    for number in range(whisper.blocks_of(weights)):
        states.append(whisper.block(weights, number, states[-1]))
    width = (states[-1].shape[-1],)
    return [*states, torch.nn.functional.layer_norm(states[-1], width, weights["norm.w"], weights["norm.b"], whisper.EPS)]


def gradients(weights: whisper.Weights, case: dict, frames: list[torch.Tensor], dtype: torch.dtype) -> tuple[float, whisper.Weights]:
    """Mean loss over a case's utterances, whose frames are given, and its gradient by every trained weight."""
    d = len(weights["norm.w"])
    rows = d if case["pooling"] == "mean" else 2 * d
    head = {"head.w": torch.from_numpy(formulas.Stream(SEED).xavier(rows, CLASSES)), "head.b": torch.zeros(CLASSES)}
    names = [n for i in range(case["first_block"], case["pooled_after"]) for n in whisper.block_names(i)]
    names += ["norm.w", "norm.b", "head.w", "head.b"]
    w = {n: (weights | head)[n].to(dtype, copy=True).requires_grad_() for n in names}
    losses = [whisper.loss_of(w, x.to(dtype), item["label"], case["first_block"], case["pooled_after"], case["pooling"])
              for item, x in zip(case["items"], frames)]
    loss = torch.stack(losses).mean()
    loss.backward()
    return loss.item(), {n: w[n].grad for n in names}


def gradient_case(weights: whisper.Weights, case: dict) -> dict:
    """A case with its frames, loss and gradients."""
    frames = []
    for item in case["items"]:
        x = whisper.stem({n: t.double() for n, t in weights.items() if "blocks" not in n}, whisper.log_mel(audio(item).double()))
        for number in range(case["first_block"]):
            x = whisper.block({n: weights[n].double() for n in whisper.block_names(number)}, number, x)
        # Both sides start from the same float32 frames
        frames.append(x.float())
    loss, reference = gradients(weights, case, frames, torch.float64)
    _, single = gradients(weights, case, frames, torch.float32)
    distance = {n: ((single[n].double() - g).norm() / g.norm()).item() for n, g in reference.items()}
    print(f"{case['name']}: loss {loss:.6f}, worst float32 distance {max(distance.values()):.1e}")
    items = [item | {"frames": formulas.whole(x)} for item, x in zip(case["items"], frames)]
    tensors = {n: store(g) | {"float32_distance": distance[n]} for n, g in reference.items()}
    return case | {"items": items, "loss": loss, "gradients": tensors}


def write(name: str, fixture: dict) -> None:
    origin = {"script": "tests/model/encoders/whisper_fixtures.py", "python": platform.python_version(),
              "torch": torch.__version__, "numpy": np.__version__, "librosa": librosa.__version__}
    path = FIXTURES / f"{name}.json"
    path.write_text(json.dumps({"origin": origin} | fixture) + "\n")
    print(f"{path.name}: {path.stat().st_size} bytes")


def main() -> None:
    FIXTURES.mkdir(exist_ok=True)
    if len(sys.argv) == 1:
        spectrograms = []
        for item in ({"number": 0, "samples": 8000}, {"number": 1, "samples": 5321}, {"number": 2, "samples": 3000, "silence": 3400}):
            reference = whisper.log_mel(audio(item).double())
            error = (whisper.log_mel(audio(item)) - reference).abs().max().item()
            print(f"log-mel of {item}: worst float32 error {error:.1e}")
            spectrograms.append(item | {"reference": formulas.whole(reference), "float32_error": error})
        filters = librosa.filters.mel(sr=16000, n_fft=400, n_mels=80)
        write("log_mel", {"filters": formulas.sketched(torch.from_numpy(filters)), "cases": spectrograms})
        weights = tiny_weights()
        item = {"number": 3, "samples": 9000, "label": 4}
        hidden = hidden_of_torch({n: w.double() for n, w in weights.items()}, whisper.log_mel(audio(item).double()))
        shape = {"first_block": 0, "pooled_after": TINY["blocks"]}
        cases = [gradient_case(weights, {"name": name, "pooling": pooling, **shape, "items": items}) for name, pooling, items in (
            ("mean", "mean", [item]),
            ("mean and deviation, two lengths", "mean+deviation", [item, {"number": 4, "samples": 6000, "label": 1}]))]
        write("whisper-random", {"model": TINY, "item": item, "hidden": [store(h) for h in hidden], "cases": cases})
        return
    path, name = sys.argv[1:]
    source = {"file": Path(path).name, "sha256": hashlib.sha256(Path(path).read_bytes()).hexdigest()}
    item = {"number": 1, "samples": 8000, "label": 5}
    spectrogram = whisper.log_mel(audio(item).double())
    if path.endswith(".onnx"):
        weights = whisper.load_export(path)
        hidden = hidden_of_release(path, spectrogram)
    else:
        weights, filters = whisper.load_ggml(path)
        hidden = hidden_of_torch({n: w.double() for n, w in weights.items()}, spectrogram)
        source["filters"] = formulas.sketched(torch.from_numpy(filters.copy()))
    first, last = TRAINED.get(name, (0, whisper.blocks_of(weights)))
    case = {"name": f"blocks {first} to {last - 1}", "first_block": first, "pooled_after": last, "pooling": "mean", "items": [item]}
    write(name, {"source": source, "item": item, "hidden": [store(h) for h in hidden], "cases": [gradient_case(weights, case)]})


if __name__ == "__main__":
    main()
