"""Writes fixtures/lora.json, which lora_test.ts compares with.

    pip install torch==2.15.0 transformers==5.24.0 peft==0.21.2 numpy
    python lora_fixtures.py

Low-rank adapters of `peft` on the blocks of Hugging Face's Whisper and wav2vec
2.0 with the random weights of ../encoders, in float64: gradients with B away
from its start, and the course of 20 steps of AdamW. Frames that enter the first
block come from a formula. Beside each gradient and each change stands how far
PyTorch's own float32 is from it.
"""

from __future__ import annotations

import json
import platform
import sys
from pathlib import Path

import numpy as np
import peft
import torch
import torch.nn.functional as F
import transformers
from transformers import Wav2Vec2Model, WhisperConfig
from transformers.models.whisper.modeling_whisper import WhisperEncoderLayer

import formulas

HERE = Path(__file__).parent
ENCODERS = HERE.parent / "encoders"
CLASSES, SEED, STEPS, RATE = 7, 101, 20, 1e-3
FRAMES = [9, 12, 7]
EPSILON = 1e-5
# Uniform weights of one stream each, as randomWhisper() of whisper_fixtures.ts
WHISPER = {"width": 128, "blocks": 2, "seed": 7000}
MODULES = {
    "whisper": {"q": "self_attn.q_proj", "k": "self_attn.k_proj", "v": "self_attn.v_proj", "out": "self_attn.out_proj", "fc1": "fc1", "fc2": "fc2"},
    "wav2vec2": {"q": "attention.q_proj", "k": "attention.k_proj", "v": "attention.v_proj", "out": "attention.out_proj",
                 "fc1": "feed_forward.intermediate_dense", "fc2": "feed_forward.output_dense"},
}
TARGETS = {"attention": ["qkv", "out"], "feed-forward": ["fc1", "fc2"], "both": ["qkv", "out", "fc1", "fc2"]}
CASES = [
    {"family": "whisper", "targets": "attention", "rank": 4, "alpha": 8, "scaling": "standard"},
    {"family": "whisper", "targets": "both", "rank": 3, "alpha": 5, "scaling": "rslora"},
    {"family": "wav2vec2", "targets": "feed-forward", "rank": 2, "alpha": 8, "scaling": "standard"},
    {"family": "wav2vec2", "targets": "both", "rank": 3, "alpha": 6, "scaling": "standard"},
]


class Network(torch.nn.Module):
    """Blocks, norm, mean over frames, head."""

    def __init__(self, layers: torch.nn.ModuleList, norm: torch.nn.Module, width: int) -> None:
        super().__init__()
        self.layers, self.norm = layers, norm
        self.head = torch.nn.Linear(width, CLASSES)

    def loss(self, frames: torch.Tensor, label: int) -> torch.Tensor:
        x = frames[None]
        for layer in self.layers:
            x = layer(x, attention_mask=None)
            x = x[0] if isinstance(x, tuple) else x
        return F.cross_entropy(self.head(self.norm(x).mean(1)), torch.tensor([label]))


def whisper() -> Network:
    d, blocks = WHISPER["width"], WHISPER["blocks"]
    config = WhisperConfig(d_model=d, encoder_layers=blocks, encoder_attention_heads=d // 64, encoder_ffn_dim=4 * d,
                           dropout=0.0, attention_dropout=0.0, activation_dropout=0.0, attn_implementation="eager")
    network = Network(torch.nn.ModuleList(WhisperEncoderLayer(config) for _ in range(blocks)), torch.nn.LayerNorm(d, EPSILON), d)
    # conv1, conv2 and positions take the first five streams
    number = 5

    def draw(*shape: int, centre: float = 0) -> torch.Tensor:
        nonlocal number
        values = (2 * formulas.Stream(WHISPER["seed"] + number).random(int(np.prod(shape))) - 1) / 4 + centre
        number += 1
        return torch.from_numpy(values.astype(np.float32).reshape(shape))

    with torch.no_grad():
        network.norm.weight.copy_(draw(d, centre=1))
        network.norm.bias.copy_(draw(d))
        for layer in network.layers:
            attention = layer.self_attn
            layer.self_attn_layer_norm.weight.copy_(draw(d, centre=1))
            layer.self_attn_layer_norm.bias.copy_(draw(d))
            for part, w in zip((attention.q_proj, attention.k_proj, attention.v_proj), draw(d, 3 * d).split(d, 1)):
                part.weight.copy_(w.T)
            attention.q_proj.bias.copy_(draw(d))
            attention.v_proj.bias.copy_(draw(d))
            attention.out_proj.weight.copy_(draw(d, d).T)
            attention.out_proj.bias.copy_(draw(d))
            layer.final_layer_norm.weight.copy_(draw(d, centre=1))
            layer.final_layer_norm.bias.copy_(draw(d))
            layer.fc1.weight.copy_(draw(d, 4 * d).T)
            layer.fc1.bias.copy_(draw(4 * d))
            layer.fc2.weight.copy_(draw(4 * d, d).T)
            layer.fc2.bias.copy_(draw(d))
    return network


def wav2vec2() -> Network:
    body = Wav2Vec2Model.from_pretrained(ENCODERS / "fixtures" / "wav2vec2" / "base", attn_implementation="eager").eval()
    return Network(body.encoder.layers, torch.nn.Identity(), body.config.hidden_size)


def adapted(case: dict, dtype: torch.dtype) -> tuple[torch.nn.Module, dict[str, list[torch.nn.Parameter]]]:
    """The network with factors of `peft`, and its trained parameters by the
    suite's names; those of queries, keys and values have one name."""
    modules = MODULES[case["family"]]
    named = {part: list("qkv") if part == "qkv" else [part] for part in TARGETS[case["targets"]]}
    wanted = [modules[module] for parts in named.values() for module in parts]
    network = {"whisper": whisper, "wav2vec2": wav2vec2}[case["family"]]()
    config = peft.LoraConfig(r=case["rank"], lora_alpha=case["alpha"], use_rslora=case["scaling"] == "rslora",
                             target_modules=rf"layers\.\d+\.({'|'.join(wanted)})", lora_dropout=0.0)
    network = peft.inject_adapter_in_model(config, network).to(dtype).eval()
    stream, r = formulas.Stream(SEED), case["rank"]
    trained: dict[str, list[torch.nn.Parameter]] = {}
    with torch.no_grad():
        for i, layer in enumerate(network.layers):
            for part, parts in named.items():
                found = [layer.get_submodule(modules[m]) for m in parts]
                rows = found[0].in_features
                limit = 1 / np.sqrt(rows)
                a = ((2 * stream.random(rows * len(parts) * r) - 1) * limit).astype(np.float32).reshape(rows, -1)
                for k, module in enumerate(found):
                    module.lora_A["default"].weight.copy_(torch.from_numpy(a[:, k * r:(k + 1) * r].T.copy()))
                trained[f"blocks.{i}.{part}.w.lora.a"] = [m.lora_A["default"].weight for m in found]
                trained[f"blocks.{i}.{part}.w.lora.b"] = [m.lora_B["default"].weight for m in found]
        width = network.head.in_features
        network.head.weight.copy_(torch.from_numpy(formulas.Stream(SEED + 1).xavier(width, CLASSES).T.copy()))
        network.head.bias.zero_()
    trained |= {"head.w": [network.head.weight], "head.b": [network.head.bias]}
    for p in network.parameters():
        p.requires_grad_(False)
    for p in (p for ps in trained.values() for p in ps):
        p.requires_grad_(True)
    return network, trained


def ours(name: str, parts: list[torch.Tensor]) -> torch.Tensor:
    """Tensors of PyTorch's [out, in] as the suite's one."""
    if name == "head.b":
        return parts[0]
    return torch.cat([p.T for p in parts], 0 if name.endswith(".b") else 1)


def frames_of(number: int, width: int, dtype: torch.dtype) -> torch.Tensor:
    count = FRAMES[number % len(FRAMES)]
    return torch.from_numpy(formulas.uniform(900 + number, count * width).astype(np.float32).reshape(count, width)).to(dtype)


def gradients(case: dict, dtype: torch.dtype) -> tuple[float, dict[str, torch.Tensor]]:
    network, trained = adapted(case, dtype)
    with torch.no_grad():
        for seed, (name, parts) in enumerate(trained.items()):
            if not name.endswith("lora.b"):
                continue
            joined = ours(name, parts)
            values = torch.from_numpy((formulas.uniform(300 + seed, joined.numel()) / 8).astype(np.float32).reshape(joined.shape))
            for p, v in zip(parts, values.split(case["rank"], 0)):
                p.copy_(v.T)
    loss = network.loss(frames_of(0, network.head.in_features, dtype), 2)
    loss.backward()
    return loss.item(), {n: ours(n, [p.grad for p in ps]) for n, ps in trained.items()}


def train(case: dict, dtype: torch.dtype) -> tuple[list[dict], dict[str, torch.Tensor]]:
    network, trained = adapted(case, dtype)
    flat = [p for ps in trained.values() for p in ps]
    start = {n: ours(n, [p.detach().clone() for p in ps]) for n, ps in trained.items()}
    optimizer = torch.optim.AdamW(flat, lr=RATE, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01)
    steps = []
    for i in range(STEPS):
        optimizer.zero_grad()
        loss = network.loss(frames_of(i, network.head.in_features, dtype), (3 * i + 2) % CLASSES)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(flat, 1.0)
        optimizer.step()
        steps.append({"loss": loss.item(), "norm": norm.item()})
    return steps, {n: ours(n, [p.detach() for p in ps]) - start[n] for n, ps in trained.items()}


def stored(reference: dict[str, torch.Tensor], single: dict[str, torch.Tensor]) -> dict[str, dict]:
    out = {}
    for name, tensor in reference.items():
        store = formulas.whole if tensor.numel() <= 256 else formulas.sketched
        off = (single[name].double() - tensor).norm() / tensor.norm()
        out[name] = store(tensor) | {"float32_distance": off.item()}
    return out


def main() -> None:
    torch.set_num_threads(1)
    origin = {"script": "tests/model/torch/lora_fixtures.py", "python": platform.python_version(), "torch": torch.__version__,
              "transformers": transformers.__version__, "peft": peft.__version__, "dtype": "float64"}
    cases = []
    for case in CASES:
        loss, gradient = gradients(case, torch.float64)
        steps, change = train(case, torch.float64)
        out = case | {"loss": loss, "gradients": stored(gradient, gradients(case, torch.float32)[1]),
                      "rate": RATE, "steps": steps, "changes": stored(change, train(case, torch.float32)[1])}
        worst = max(t["float32_distance"] for t in (out["gradients"] | out["changes"]).values())
        print(case, f"loss {steps[0]['loss']:.4f} -> {steps[-1]['loss']:.4f}, worst float32 distance {worst:.1e}")
        cases.append(out)
    path = HERE / "fixtures" / "lora.json"
    path.write_text(json.dumps({"origin": origin, "cases": cases}) + "\n")
    print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    sys.exit(main())
