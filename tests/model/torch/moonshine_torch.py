"""The Moonshine encoder with pooling, head and loss in PyTorch.

Written from the int8 ONNX export of `@usefulsensors/moonshine-js` 0.1.7 alone,
as an independent source for the suite's own encoder: the two share the names of
the weights, and no code.

Notation: S samples at 16 kHz, T frames, d width, h heads, f width of the MLP,
C classes. Linear maps are [in, out]: y = x W + b. All functions work in the
dtype of the weights they are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper

Weights = dict[str, torch.Tensor]

HEADS = 8
EPS = 1e-5


@dataclass(frozen=True)
class Layout:
    """What the weights do not say by their names."""

    width: int
    blocks: int
    heads: int
    inverse_frequencies: torch.Tensor  # float32 (r / 2), r rotated channels of a head


def load_export(path: str | Path) -> tuple[Weights, Layout]:
    """Reads an encoder export and returns its weights as float32.

    Matrices are uint8 with one scale and zero point each, (q - z) s; the
    kernels of the front end are int8, q s + offset, where the file calls the
    offset `zero_point`. Both are rounded to float32 as the export's own nodes do.
    """
    graph = onnx.load(str(path)).graph
    values = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    nodes = {n.name: n for n in graph.node}

    def matrix(name: str) -> np.ndarray:
        base = nodes[f"/{name}/MatMul_quant"].input[1].removesuffix("_quantized")
        q = values[f"{base}_quantized"].astype(np.int32)
        z = int(values[f"{base}_zero_point"])
        return (q - z).astype(np.float32) * np.float32(values[f"{base}_scale"])

    def kernel(name: str) -> np.ndarray:
        q = values[f"{name}.weight_quantized"].astype(np.float32)
        return q * values[f"{name}.weight_scale"] + values[f"{name}.weight_zero_point"]

    raw = {f"conv{i}.w": kernel(f"conv{i}") for i in (1, 2, 3)}
    raw |= {f"conv{i}.b": values[f"conv{i}.bias"] for i in (2, 3)}
    raw["norm0.w"] = values[nodes["/groupnorm/Mul"].input[1]]
    raw["norm0.b"] = values[nodes["/groupnorm/Add"].input[1]]
    blocks = 0
    while f"layers.{blocks}.input_layernorm.weight" in values:
        p, to = f"layers.{blocks}", f"blocks.{blocks}"
        raw[f"{to}.norm1.w"] = values[f"{p}.input_layernorm.weight"]
        qkv = [matrix(f"{p}/self_attn/{m}_proj") for m in "qkv"]
        raw[f"{to}.qkv.w"] = np.concatenate(qkv, axis=1)
        raw[f"{to}.out.w"] = matrix(f"{p}/self_attn/dense")
        raw[f"{to}.norm2.w"] = values[f"{p}.post_attention_layernorm.weight"]
        for m in ("fc1", "fc2"):
            raw[f"{to}.{m}.w"] = matrix(f"{p}/mlp/{m}")
            raw[f"{to}.{m}.b"] = values[f"{p}.mlp.{m}.bias"]
        blocks += 1
    raw["norm.w"] = values["layer_norm.weight"]
    rotary = values[nodes["/rotary_emb/MatMul"].input[0]].reshape(-1)
    weights = {n: torch.from_numpy(np.array(a, np.float32)) for n, a in raw.items()}
    layout = Layout(len(raw["norm.w"]), blocks, HEADS, torch.from_numpy(rotary.copy()))
    return weights, layout


def block_names(block: int) -> list[str]:
    """Names of a block's weights in the order of use."""
    parts = ("norm1.w", "qkv.w", "out.w", "norm2.w", "fc1.w", "fc1.b", "fc2.w", "fc2.b")
    return [f"blocks.{block}.{p}" for p in parts]


def stem(weights: Weights, audio: torch.Tensor) -> torch.Tensor:
    """Front end: audio [S] to frames [T, d]."""
    x = torch.tanh(F.conv1d(audio[None, None], weights["conv1.w"], stride=64))
    x = (x - x.mean()) / torch.sqrt(x.var(unbiased=False) + EPS)
    x = x * weights["norm0.w"] + weights["norm0.b"]
    x = F.gelu(F.conv1d(x, weights["conv2.w"], weights["conv2.b"], stride=3))
    x = F.gelu(F.conv1d(x, weights["conv3.w"], weights["conv3.b"], stride=2))
    return x[0].T.contiguous()


def angles(layout: Layout, frames: int, dtype: torch.dtype) -> tuple[torch.Tensor, torch.Tensor]:
    """Cosine and sine [T, 1, r / 2] of frame times frequency; the product is
    rounded to float32, as in the export."""
    frame = torch.arange(frames, dtype=torch.float32)
    angle = (frame[:, None] * layout.inverse_frequencies).to(dtype)[:, None]
    return angle.cos(), angle.sin()


def rotate(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    """Rotates neighbouring pairs of the first channels of each head; x [T, h, d / h]."""
    r = 2 * cos.shape[-1]
    a, b = x[..., 0:r:2], x[..., 1:r:2]
    turned = torch.stack((a * cos - b * sin, b * cos + a * sin), dim=-1).flatten(-2)
    return torch.cat((turned, x[..., r:]), dim=-1)


def block(weights: Weights, layout: Layout, number: int, x: torch.Tensor,
          cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    """One pre-norm transformer block; frames [T, d] to frames [T, d]."""
    w = {n.removeprefix(f"blocks.{number}."): weights[n] for n in block_names(number)}
    frames, width = x.shape
    y = F.layer_norm(x, (width,), w["norm1.w"], None, EPS)
    q, k, v = (y @ w["qkv.w"]).view(frames, 3, layout.heads, width // layout.heads).unbind(1)
    q, k = rotate(q, cos, sin), rotate(k, cos, sin)
    # [1, h, T, d / h]: with four dimensions PyTorch takes its fused CPU kernel
    y = F.scaled_dot_product_attention(*(t.transpose(0, 1)[None] for t in (q, k, v)))
    x = x + y[0].transpose(0, 1).reshape(frames, width) @ w["out.w"]
    y = F.layer_norm(x, (width,), w["norm2.w"], None, EPS)
    y = F.gelu(torch.addmm(w["fc1.b"], y, w["fc1.w"]))
    return x + torch.addmm(w["fc2.b"], y, w["fc2.w"])


def encode(weights: Weights, layout: Layout, x: torch.Tensor, first: int, last: int) -> torch.Tensor:
    """Blocks first .. last - 1 on frames [T, d]."""
    cos, sin = angles(layout, x.shape[0], x.dtype)
    for number in range(first, last):
        x = block(weights, layout, number, x, cos, sin)
    return x


def pool(weights: Weights, x: torch.Tensor, pooling: str) -> torch.Tensor:
    """Final norm, then `mean` [d] or `mean+deviation` [2 d] over the frames."""
    x = F.layer_norm(x, x.shape[1:], weights["norm.w"], None, EPS)
    mean = x.mean(0)
    if pooling == "mean":
        return mean
    deviation = torch.sqrt((x - mean).square().mean(0) + EPS)
    return torch.cat((mean, deviation))


def pooled_blocks(weights: Weights, layout: Layout, x: torch.Tensor, *, first: int, last: int,
                  also: Sequence[int] = (), pooling: str = "mean") -> torch.Tensor:
    """Features of frames [T, d] that enter block `first`: pooled after the blocks
    `also`, none below `first`, and after `last`; all means before all deviations."""
    parts = []
    for after in (*also, last):
        x, first = encode(weights, layout, x, first, after), after
        parts.append(pool(weights, x, pooling).view(-1, x.shape[1]))
    return torch.stack(parts, 1).flatten()


def loss_of(weights: Weights, layout: Layout, x: torch.Tensor, label: int, *, first: int,
            last: int, also: Sequence[int] = (), pooling: str = "mean",
            label_smoothing: float = 0.0) -> torch.Tensor:
    """Cross-entropy of one utterance whose frames [T, d] enter block `first`."""
    pooled = pooled_blocks(weights, layout, x, first=first, last=last, also=also, pooling=pooling)
    logits = pooled @ weights["head.w"] + weights["head.b"]
    return F.cross_entropy(logits[None], torch.tensor([label]), label_smoothing=label_smoothing)
