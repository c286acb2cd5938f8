"""The Whisper encoder with pooling, head and loss in PyTorch, and the log-mel
spectrogram as OpenAI computes it.

Written as an independent source for the suite's own encoder: the two share the
names of the weights, and no code. Notation: S samples at 16 kHz, F frames of
the spectrogram, T frames, d width, C classes. Linear maps are [in, out]. All
functions work in the dtype of the weights they are given.
"""

from __future__ import annotations

import struct
from pathlib import Path

import librosa
import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper

Weights = dict[str, torch.Tensor]

HEAD_CHANNELS = 64
EPS = 1e-5
MATRICES = ("self_attn/q_proj", "self_attn/k_proj", "self_attn/v_proj", "self_attn/out_proj", "fc1", "fc2")


def log_mel(audio: torch.Tensor) -> torch.Tensor:
    """[S] to [80, F]: `log_mel_spectrogram` of openai-whisper 20231117, whose
    filters are librosa's."""
    filters = torch.from_numpy(librosa.filters.mel(sr=16000, n_fft=400, n_mels=80)).to(audio.dtype)
    window = torch.hann_window(400, dtype=audio.dtype)
    spectrum = torch.stft(audio, 400, 160, window=window, return_complex=True)
    mel = filters @ spectrum[..., :-1].abs() ** 2
    log = torch.clamp(mel, min=1e-10).log10()
    log = torch.maximum(log, log.max() - 8.0)
    return (log + 4.0) / 4.0


def dequantised(values: dict[str, np.ndarray], base: str) -> np.ndarray:
    """(q - z) s as float32; uint8 q with one scale and zero point."""
    q = values[f"{base}_quantized"].astype(np.int32)
    return (q - int(values[f"{base}_zero_point"])).astype(np.float32) * np.float32(values[f"{base}_scale"])


def load_export(path: str | Path) -> Weights:
    """Reads `encoder_model_quantized.onnx`, dequantised to float32."""
    graph = onnx.load(str(path)).graph
    values = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    nodes = {n.name: n for n in graph.node}
    raw: dict[str, np.ndarray] = {}
    for conv in ("conv1", "conv2"):
        raw[f"{conv}.w"] = dequantised(values, f"{conv}.weight")
        raw[f"{conv}.b"] = values[f"{conv}.bias"]
    raw["positions"] = values["embed_positions.weight"]
    raw["norm.w"], raw["norm.b"] = values["layer_norm.weight"], values["layer_norm.bias"]
    i = 0
    while f"layers.{i}.fc1.bias" in values:
        p, to = f"layers.{i}", f"blocks.{i}"
        q, k, v, out, fc1, fc2 = (
            dequantised(values, nodes[f"/{p}/{m}/MatMul_quant"].input[1].removesuffix("_quantized")) for m in MATRICES)
        raw |= {
            f"{to}.norm1.w": values[f"{p}.self_attn_layer_norm.weight"], f"{to}.norm1.b": values[f"{p}.self_attn_layer_norm.bias"],
            f"{to}.qkv.w": np.concatenate([q, k, v], axis=1),
            f"{to}.q.b": values[f"{p}.self_attn.q_proj.bias"], f"{to}.v.b": values[f"{p}.self_attn.v_proj.bias"],
            f"{to}.out.w": out, f"{to}.out.b": values[f"{p}.self_attn.out_proj.bias"],
            f"{to}.norm2.w": values[f"{p}.final_layer_norm.weight"], f"{to}.norm2.b": values[f"{p}.final_layer_norm.bias"],
            f"{to}.fc1.w": fc1, f"{to}.fc1.b": values[f"{p}.fc1.bias"],
            f"{to}.fc2.w": fc2, f"{to}.fc2.b": values[f"{p}.fc2.bias"],
        }
        i += 1
    return {n: torch.from_numpy(np.array(a, np.float32)) for n, a in raw.items()}


def load_ggml(path: str | Path) -> tuple[Weights, np.ndarray]:
    """Reads a whisper.cpp model: the encoder's weights and the mel filters."""
    data = Path(path).read_bytes()
    at = 48
    bands, frequencies = struct.unpack_from("<2i", data, at)
    filters = np.frombuffer(data, "<f4", bands * frequencies, at + 8).reshape(bands, frequencies)
    at += 8 + filters.nbytes
    (words,) = struct.unpack_from("<i", data, at)
    at += 4
    for _ in range(words):
        at += 4 + struct.unpack_from("<I", data, at)[0]
    values = {}
    while at < len(data):
        axes, length, kind = struct.unpack_from("<3i", data, at)
        dims = struct.unpack_from(f"<{axes}i", data, at + 12)
        at += 12 + 4 * axes
        name = data[at:at + length].decode()
        array = np.frombuffer(data, "<f2" if kind else "<f4", int(np.prod(dims)), at + length)
        at += length + array.nbytes
        values[name] = array.reshape(dims[::-1]).astype(np.float32)
    e = {n.removeprefix("encoder."): a for n, a in values.items() if n.startswith("encoder.")}
    raw = {"positions": e["positional_embedding"], "norm.w": e["ln_post.weight"], "norm.b": e["ln_post.bias"]}
    for conv in ("conv1", "conv2"):
        raw |= {f"{conv}.w": e[f"{conv}.weight"], f"{conv}.b": e[f"{conv}.bias"].reshape(-1)}
    i = 0
    while f"blocks.{i}.mlp.0.bias" in e:
        p = f"blocks.{i}"
        raw[f"{p}.qkv.w"] = np.concatenate([e[f"{p}.attn.{m}.weight"].T for m in ("query", "key", "value")], axis=1)
        raw |= {f"{p}.q.b": e[f"{p}.attn.query.bias"], f"{p}.v.b": e[f"{p}.attn.value.bias"]}
        for ours, theirs in {"norm1": "attn_ln", "norm2": "mlp_ln", "out": "attn.out", "fc1": "mlp.0", "fc2": "mlp.2"}.items():
            raw |= {f"{p}.{ours}.w": e[f"{p}.{theirs}.weight"].T, f"{p}.{ours}.b": e[f"{p}.{theirs}.bias"]}
        i += 1
    return {n: torch.from_numpy(np.array(a, np.float32)) for n, a in raw.items()}, filters


def blocks_of(weights: Weights) -> int:
    """Number of blocks."""
    return sum(n.endswith("norm1.w") for n in weights)


def block_names(block: int) -> list[str]:
    """Names of a block's weights in the order of use."""
    parts = ("norm1.w", "norm1.b", "qkv.w", "q.b", "v.b", "out.w", "out.b",
             "norm2.w", "norm2.b", "fc1.w", "fc1.b", "fc2.w", "fc2.b")
    return [f"blocks.{block}.{p}" for p in parts]


def stem(weights: Weights, spectrogram: torch.Tensor) -> torch.Tensor:
    """Spectrogram [80, F] to frames [T, d]."""
    x = F.gelu(F.conv1d(spectrogram[None], weights["conv1.w"], weights["conv1.b"], padding=1))
    x = F.gelu(F.conv1d(x, weights["conv2.w"], weights["conv2.b"], stride=2, padding=1))[0].T
    return x + weights["positions"][: len(x)]


def block(weights: Weights, number: int, x: torch.Tensor) -> torch.Tensor:
    """One pre-norm transformer block; frames [T, d] to frames [T, d]."""
    w = {n.removeprefix(f"blocks.{number}."): weights[n] for n in block_names(number)}
    frames, width = x.shape
    y = F.layer_norm(x, (width,), w["norm1.w"], w["norm1.b"], EPS)
    q, k, v = (y @ w["qkv.w"]).split(width, dim=1)
    heads = [t.view(frames, -1, HEAD_CHANNELS).transpose(0, 1)[None] for t in (q + w["q.b"], k, v + w["v.b"])]
    y = F.scaled_dot_product_attention(*heads)[0].transpose(0, 1).reshape(frames, width)
    x = x + torch.addmm(w["out.b"], y, w["out.w"])
    y = F.layer_norm(x, (width,), w["norm2.w"], w["norm2.b"], EPS)
    y = F.gelu(torch.addmm(w["fc1.b"], y, w["fc1.w"]))
    return x + torch.addmm(w["fc2.b"], y, w["fc2.w"])


def pool(weights: Weights, x: torch.Tensor, pooling: str) -> torch.Tensor:
    """Final norm, then `mean` [d] or `mean+deviation` [2 d] over the frames."""
    x = F.layer_norm(x, x.shape[1:], weights["norm.w"], weights["norm.b"], EPS)
    mean = x.mean(0)
    if pooling == "mean":
        return mean
    return torch.cat((mean, torch.sqrt((x - mean).square().mean(0) + EPS)))


def loss_of(weights: Weights, x: torch.Tensor, label: int, first: int, last: int, pooling: str) -> torch.Tensor:
    """Cross-entropy of one utterance whose frames [T, d] enter block `first`."""
    for number in range(first, last):
        x = block(weights, number, x)
    logits = pool(weights, x, pooling) @ weights["head.w"] + weights["head.b"]
    return F.cross_entropy(logits[None], torch.tensor([label]))
