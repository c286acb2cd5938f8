"""The training step in PyTorch, timed on demand, for `deno task bench:core`.

    python torch_peer.py <encoder_model.onnx | folder of wav2vec 2.0>

Reads one JSON request a line and answers each by one JSON line:

    {"op": "about", "threads": n}         versions, kernels, threads
    {"op": "sgemm", "size": n, "times": k}
    {"op": "speech", "audio": "..."}      float32 in base64; the steps' input
    {"op": "step", "variant": {...}, "times": k}

Times are lists of [wall, processor] milliseconds, one for each of k runs after
one more that is not counted. The model is the reference of
tests/model/torch/, or that of the transformers library without dropout, in
float32, eager; the optimiser is fused AdamW.
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

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "model" / "torch"))
from moonshine_torch import block_names, encode, load_export, loss_of, stem  # noqa: E402

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


class Steps:
    """Training steps of one variant: which blocks are trained, and what is cached."""

    def __init__(self, path: str, variant: dict) -> None:
        weights, self.layout = load_export(path)
        self.first, self.last = variant["first_block"], variant["pooled_after"]
        self.cached = variant["cached"]
        generator = torch.Generator().manual_seed(1)
        weights["head.w"] = torch.rand(self.layout.width, CLASSES, generator=generator) / 10
        weights["head.b"] = torch.zeros(CLASSES)
        names = [n for i in range(self.first, self.last) for n in block_names(i)]
        self.trained = [weights[n].requires_grad_() for n in [*names, "norm.w", "head.w", "head.b"]]
        self.weights = weights
        self.optimizer = torch.optim.AdamW(self.trained, lr=RATE, weight_decay=DECAY, fused=True)
        self.frames: dict[int, torch.Tensor] = {}

    def front(self, audio: torch.Tensor) -> torch.Tensor:
        """What is never trained: from the cache, or computed."""
        if self.cached and len(audio) in self.frames:
            return self.frames[len(audio)]
        with torch.no_grad():
            frames = encode(self.weights, self.layout, stem(self.weights, audio), 0, self.first)
        self.frames[len(audio)] = frames
        return frames

    def step(self, audio: torch.Tensor) -> None:
        frames = self.front(audio)
        self.optimizer.zero_grad(set_to_none=True)
        loss_of(self.weights, self.layout, frames, 1, first=self.first, last=self.last).backward()
        torch.nn.utils.clip_grad_norm_(self.trained, CLIP)
        self.optimizer.step()


class Wav2Vec2Steps:
    """Training steps of wav2vec 2.0, all of it, as the published scripts do."""

    def __init__(self, folder: str, variant: dict) -> None:
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


def main() -> None:
    path = sys.argv[1]
    kind = Wav2Vec2Steps if Path(path).is_dir() else Steps
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
        elif request["op"] == "speech":
            audio = torch.frombuffer(bytearray(base64.b64decode(request["audio"])), dtype=torch.float32)
            answer = {"samples": len(audio)}
        else:
            key = json.dumps(request["variant"])
            if key not in variants:
                variants[key] = kind(path, request["variant"])
            answer = {"times": timed(lambda: variants[key].step(audio), request["times"])}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
