"""Writes the fixtures that gradients_test.ts and steps_test.ts compare with.

    python tiny_export.py
    python write_fixtures.py                                  # tiny random model
    python write_fixtures.py <encoder_model.onnx> <name>      # a released encoder

The reference is PyTorch in float64. Beside the change of the weights in 20
steps stands how far PyTorch's own float32 is from it. Released encoders are
too large to store: their tensors are sketched (formulas.py).
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from pathlib import Path

import numpy as np
import torch

import formulas
from moonshine_torch import Layout, Weights, block_names, encode, load_export, loss_of, pooled_blocks, stem

FIXTURES = Path(__file__).parent / "fixtures"
CLASSES, SEED = 7, 101
BETAS, EPSILON, DECAY, CLIP = (0.9, 0.999), 1e-8, 0.01, 1.0


def with_head(weights: Weights, layout: Layout, case: dict, stream: formulas.Stream, dtype: torch.dtype) -> Weights:
    """The weights in a dtype, a Xavier head without bias among them."""
    rows = layout.width * (1 if case["pooling"] == "mean" else 2) * (len(case["also_pooled"]) + 1)
    head = {"head.w": torch.from_numpy(stream.xavier(rows, CLASSES)), "head.b": torch.zeros(CLASSES)}
    return {n: w.to(dtype).clone() for n, w in (weights | head).items()}


def front(weights: Weights, layout: Layout, case: dict, dtype: torch.dtype) -> list[torch.Tensor]:
    """Frames of a case's utterances as they enter its first trained block."""
    w = {n: t.to(dtype) for n, t in weights.items()}
    audio = [torch.from_numpy(formulas.utterance(i["number"], i["samples"])).to(dtype) for i in case["items"]]
    return [encode(w, layout, stem(w, a), 0, case["first_block"]) for a in audio]


def pooled(case: dict) -> dict:
    """Which frames a case pools, and how."""
    return {"first": case["first_block"], "last": case["pooled_after"], "also": case["also_pooled"],
            "pooling": case["pooling"]}


def gradients(weights: Weights, layout: Layout, case: dict, frames: list[torch.Tensor],
              dtype: torch.dtype) -> tuple[float, Weights]:
    """Mean loss over a case's utterances, whose frames are given, and its
    gradient by every trained weight."""
    w = with_head(weights, layout, case, formulas.Stream(SEED), dtype)
    names = [n for i in range(case["first_block"], case["pooled_after"]) for n in block_names(i)]
    names += ["norm.w", "head.w", "head.b"]
    for n in names:
        w[n].requires_grad_()
    losses = []
    for item, x in zip(case["items"], frames):
        loss = loss_of(w, layout, x.to(dtype), item["label"], **pooled(case), label_smoothing=case["label_smoothing"])
        losses.append(case["class_weights"][item["label"]] * loss)
    loss = torch.stack(losses).mean()
    loss.backward()
    return loss.item(), {n: w[n].grad for n in names}


def train(weights: Weights, layout: Layout, case: dict, dtype: torch.dtype) -> tuple[list[dict], Weights]:
    """The recipe: a head on a frozen encoder, then all; returns what each
    epoch did step by step, and by how much every weight has changed."""
    stream = formulas.Stream(SEED)
    w = with_head(weights, layout, case, stream, dtype)
    start = {n: t.clone() for n, t in w.items()}
    features = front(weights, layout, case, dtype)
    body = [n for i in range(case["first_block"], case["pooled_after"]) for n in block_names(i)] + ["norm.w"]
    epochs = []
    for epoch in range(case["num_epochs"]):
        if epoch == 0 or epoch == case["unfreeze_epoch"]:
            names = ["head.w", "head.b"] if epoch < case["unfreeze_epoch"] else body + ["head.w", "head.b"]
            trained = [w[n].requires_grad_() for n in names]
            optimizer = torch.optim.AdamW(trained, lr=case["lr"], betas=BETAS, eps=EPSILON, weight_decay=DECAY)
            schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=case["num_epochs"] - epoch)
        order, losses, norms = stream.shuffled(len(features)), [], []
        for i in order:
            optimizer.zero_grad()
            loss = loss_of(w, layout, features[i], case["items"][i]["label"], **pooled(case))
            loss.backward()
            norms.append(torch.nn.utils.clip_grad_norm_(trained, CLIP).item())
            optimizer.step()
            losses.append(loss.item())
        epochs.append({"order": order, "lr": schedule.get_last_lr()[0], "losses": losses, "norms": norms})
        schedule.step()
    return epochs, {n: (w[n].detach() - start[n]) for n in body + ["head.w", "head.b"]}


def distance(a: torch.Tensor, b: torch.Tensor) -> float:
    """Relative 2-norm of a - b."""
    return ((a.double() - b).norm() / b.norm()).item()


def utterances(*samples: int) -> list[dict]:
    return [{"number": i, "samples": s, "label": (3 * i + 2) % CLASSES} for i, s in enumerate(samples)]


def cases(layout: Layout, name: str) -> tuple[list[dict], list[dict]]:
    """What to differentiate and what to train."""
    alike = [1.0] * CLASSES
    every = {"first_block": 0, "pooled_after": layout.blocks, "also_pooled": [], "pooling": "mean"}
    plan = {"num_epochs": 5, "unfreeze_epoch": 2}
    if name == "tiny_random":
        smoothed = every | {"pooling": "mean+deviation", "label_smoothing": 0.1}
        layers = every | {"also_pooled": [0, 1], "pooling": "mean+deviation", "label_smoothing": 0.0}
        weights = [0.5 + c / 4 for c in range(CLASSES)]
        return [
            {"name": "mean", **every, "label_smoothing": 0.0, "class_weights": alike, "items": utterances(9600)},
            {"name": "mean and deviation, two lengths, smoothed", **smoothed, "class_weights": alike, "items": utterances(6400, 9600)},
            {"name": "all layers side by side, classes weighed", **layers, "class_weights": weights, "items": utterances(6400, 9600)},
        ], [{"name": "all blocks", **every, **plan, "lr": 1e-3, "items": utterances(6400, 8000, 9600, 7200)}]
    first, last = {"moonshine-tiny": (1, 4), "moonshine-base": (2, 5)}[name]
    middle = every | {"first_block": first, "pooled_after": last}
    return [
        {"name": "all blocks", **every, "label_smoothing": 0.0, "class_weights": alike, "items": utterances(12000)},
    ], [{"name": "middle blocks", **middle, **plan, "lr": 1e-4, "items": utterances(8000, 16000, 12000, 10000)}]


def main() -> None:
    tiny = len(sys.argv) == 1
    path = FIXTURES / "tiny_random.onnx" if tiny else Path(sys.argv[1])
    name = "tiny_random" if tiny else sys.argv[2]
    weights, layout = load_export(path)
    origin = {
        "script": "tests/model/torch/write_fixtures.py", "python": platform.python_version(),
        "torch": torch.__version__, "numpy": np.__version__, "dtype": "float64",
        "weights": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }
    print(origin)
    store = formulas.whole if tiny else formulas.sketched
    differentiate, training = cases(layout, name)

    out = []
    for case in differentiate:
        # Both sides start from the same float32 frames: the front end's rounding
        # is compared in the frames, and would be magnified in the gradients
        frames = [x.float() for x in front(weights, layout, case, torch.float64)]
        loss, reference = gradients(weights, layout, case, frames, torch.float64)
        _, single = gradients(weights, layout, case, frames, torch.float32)
        worst = max(distance(single[n], reference[n]) for n in reference)
        print(f"{case['name']}: loss {loss:.6f}, worst float32 distance {worst:.1e}")
        tensors = {n: store(g) | {"float32_distance": distance(single[n], g)} for n, g in reference.items()}
        double = {n: w.double() for n, w in weights.items()}
        items = []
        for item, x in zip(case["items"], frames):
            vector = pooled_blocks(double, layout, x.double(), **pooled(case))
            items.append(item | {"frames": formulas.whole(x), "pooled": formulas.whole(vector)})
        out.append(case | {"items": items, "loss": loss, "gradients": tensors})
    write(f"{name}_gradients.json", {"origin": origin, "cases": out})

    out = []
    for case in training:
        epochs, reference = train(weights, layout, case, torch.float64)
        _, single = train(weights, layout, case, torch.float32)
        worst = max(distance(single[n], reference[n]) for n in reference)
        print(f"{case['name']}: loss {epochs[0]['losses'][0]:.4f} -> {epochs[-1]['losses'][-1]:.4f}, worst float32 distance {worst:.1e}")
        tensors = {n: store(c) | {"float32_distance": distance(single[n], c)} for n, c in reference.items()}
        out.append(case | {"epochs": epochs, "changes": tensors})
    write(f"{name}_steps.json", {"origin": origin, "cases": out})


def write(name: str, fixture: dict) -> None:
    path = FIXTURES / name
    path.write_text(json.dumps(fixture) + "\n")
    print(f"{name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
