"""The training step in PyTorch, timed on demand, for `deno task bench:core`.

    python torch_peer.py moonshine|whisper encoder_model.onnx
    python torch_peer.py wav2vec2 FOLDER

Reads one JSON request a line and answers each by one JSON line:

    {"op": "about", "threads": n}         versions, kernels, threads
    {"op": "sgemm", "size": n, "times": k}
    {"op": "products", "product": {...}, "times": k}   see products.ts
    {"op": "speech", "audio": "..."}      float32 in base64; the steps' input
    {"op": "step", "variant": {...}, "times": k}

Times are lists of [wall, processor] milliseconds, one for each of k runs after
one more that is not counted. The models are the references of tests/model/torch/
and tests/model/encoders/, or that of the transformers library without dropout,
in float32, eager; the optimiser is fused AdamW.
"""

from __future__ import annotations

import base64
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

try:
    import onnx
    import torch
except ImportError as error:
    print(json.dumps({"missing": str(error)}), flush=True)
    sys.exit(0)

TESTS = Path(__file__).resolve().parents[2] / "tests" / "model"
sys.path[:0] = [str(TESTS / "torch"), str(TESTS / "encoders")]

CLASSES = 7
RATE, DECAY, CLIP = 1e-6, 0.01, 1.0


def timed(run: Callable[[], object], times: int) -> list[list[float]]:
    """[wall, processor] milliseconds of each run but the first."""
    marks = []
    for _ in range(times + 1):
        wall, processor = time.perf_counter(), time.process_time()
        run()
        marks.append([1e3 * (time.perf_counter() - wall), 1e3 * (time.process_time() - processor)])
    return marks[1:]


class Moonshine:
    """The reference of moonshine."""

    def __init__(self, path: str) -> None:
        import moonshine_torch

        self.code = moonshine_torch
        self.weights, self.layout = moonshine_torch.load_export(path)
        self.width = self.layout.width
        self.norm = ["norm.w"]

    def front(self, audio: torch.Tensor, first: int) -> torch.Tensor:
        return self.code.encode(self.weights, self.layout, self.code.stem(self.weights, audio), 0, first)

    def loss(self, frames: torch.Tensor, first: int, last: int) -> torch.Tensor:
        return self.code.loss_of(self.weights, self.layout, frames, 1, first=first, last=last)


class Whisper:
    """The reference of Whisper's encoder."""

    def __init__(self, path: str) -> None:
        import whisper_torch

        self.code = whisper_torch
        self.weights = whisper_torch.load_export(path)
        self.width = len(self.weights["norm.w"])
        self.norm = ["norm.w", "norm.b"]

    def front(self, audio: torch.Tensor, first: int) -> torch.Tensor:
        frames = self.code.stem(self.weights, self.code.log_mel(audio))
        for number in range(first):
            frames = self.code.block(self.weights, number, frames)
        return frames

    def loss(self, frames: torch.Tensor, first: int, last: int) -> torch.Tensor:
        return self.code.loss_of(self.weights, frames, 1, first, last, "mean")


class Steps:
    """Training steps of one variant: which blocks are trained, and what is cached."""

    def __init__(self, model: Moonshine | Whisper, variant: dict) -> None:
        self.model = model
        self.first, self.last = variant["first_block"], variant["pooled_after"]
        self.cached = variant["cached"]
        generator = torch.Generator().manual_seed(1)
        weights = model.weights
        weights["head.w"] = torch.rand(model.width, CLASSES, generator=generator) / 10
        weights["head.b"] = torch.zeros(CLASSES)
        names = [n for i in range(self.first, self.last) for n in model.code.block_names(i)]
        self.trained = [weights[n].requires_grad_() for n in [*names, *model.norm, "head.w", "head.b"]]
        self.optimizer = torch.optim.AdamW(self.trained, lr=RATE, weight_decay=DECAY, fused=True)
        self.frames: dict[int, torch.Tensor] = {}

    def front(self, audio: torch.Tensor) -> torch.Tensor:
        """What is never trained: from the cache, or computed."""
        if self.cached and len(audio) in self.frames:
            return self.frames[len(audio)]
        with torch.no_grad():
            frames = self.model.front(audio, self.first)
        self.frames[len(audio)] = frames
        return frames

    def step(self, audio: torch.Tensor) -> None:
        frames = self.front(audio)
        self.optimizer.zero_grad(set_to_none=True)
        self.model.loss(frames, self.first, self.last).backward()
        torch.nn.utils.clip_grad_norm_(self.trained, CLIP)
        self.optimizer.step()


class Wav2Vec2Steps:
    """Training steps of wav2vec 2.0, all of it, as the published scripts do."""

    def __init__(self, folder: str) -> None:
        from transformers import AutoFeatureExtractor, AutoModel

        off = dict.fromkeys(["hidden_dropout", "attention_dropout", "activation_dropout", "feat_proj_dropout", "layerdrop"], 0.0)
        self.model = AutoModel.from_pretrained(folder, apply_spec_augment=False, **off).train()
        self.normalize = AutoFeatureExtractor.from_pretrained(folder).do_normalize
        self.head = torch.nn.Linear(self.model.config.hidden_size, CLASSES)
        self.trained = [*self.model.parameters(), *self.head.parameters()]
        self.optimizer = torch.optim.AdamW(self.trained, lr=RATE, weight_decay=DECAY, fused=True)

    def step(self, audio: torch.Tensor) -> None:
        batch = audio[None]
        if self.normalize:
            batch = torch.nn.functional.layer_norm(batch, batch.shape[1:])
        self.optimizer.zero_grad(set_to_none=True)
        logits = self.head(self.model(batch).last_hidden_state.mean(1))
        torch.nn.functional.cross_entropy(logits, torch.tensor([1])).backward()
        torch.nn.utils.clip_grad_norm_(self.trained, CLIP)
        self.optimizer.step()


def products(kind: str, rows: int, inner: int, outer: int, layers: int) -> Callable[[], object]:
    """Products of linear layers, each with weights and gradient of its own; weights are [outer, inner]."""
    x, g = torch.rand(rows, inner) - 0.5, torch.rand(rows, outer) - 0.5
    weights = [torch.rand(outer, inner) - 0.5 for _ in range(layers)]
    size = {"forward": g, "input_gradient": x, "weight_gradient": weights[0]}[kind].shape
    results = [torch.zeros(size) for _ in range(layers)]
    factors = {
        "forward": lambda w: (x, w.t()),
        "input_gradient": lambda w: (g, w),
        "weight_gradient": lambda _: (g.t(), x),
    }[kind]
    return lambda: [torch.mm(*factors(w), out=result) for w, result in zip(weights, results)]


def main() -> None:
    family, path = sys.argv[1:]
    # Each variant has weights of its own, so that what one trains stays out of the next.
    make = {
        "moonshine": lambda variant: Steps(Moonshine(path), variant),
        "whisper": lambda variant: Steps(Whisper(path), variant),
        "wav2vec2": lambda variant: Wav2Vec2Steps(path),
    }[family]
    variants: dict[str, Steps | Wav2Vec2Steps] = {}
    for line in sys.stdin:
        request = json.loads(line)
        if request["op"] == "about":
            torch.set_num_threads(request["threads"])
            answer = {
                "python": sys.version.split()[0], "torch": torch.__version__, "onnx": onnx.__version__,
                "kernels": torch.backends.cpu.get_cpu_capability(),
                "mkl": torch.backends.mkl.is_available(), "threads": torch.get_num_threads(),
            }
        elif request["op"] == "sgemm":
            n = request["size"]
            a, b = torch.rand(n, n), torch.rand(n, n)
            answer = {"times": timed(lambda: torch.mm(a, b), request["times"])}
        elif request["op"] == "products":
            answer = {"times": timed(products(**request["product"]), request["times"])}
        elif request["op"] == "speech":
            audio = torch.frombuffer(bytearray(base64.b64decode(request["audio"])), dtype=torch.float32)
            answer = {"samples": len(audio)}
        else:
            key = json.dumps(request["variant"])
            if key not in variants:
                variants[key] = make(request["variant"])
            answer = {"times": timed(lambda: variants[key].step(audio), request["times"])}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
