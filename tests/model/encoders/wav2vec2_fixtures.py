"""Random wav2vec 2.0 and HuBERT models as Hugging Face and SpeechBrain write
them, and what they compute, for wav2vec2_test.ts.

    pip install torch==2.15.0 transformers==5.24.0 safetensors==0.8.0 numpy
    python wav2vec2_fixtures.py                    # tiny models, stored whole
    python wav2vec2_fixtures.py <repository>/.cache/wav2vec2-base-random

The second form writes a model of the full base size (380 MB) to a folder, and
only sketches of what it computes (formulas.py) beside the other fixtures.

The reference is the library's network in float64, wrapped as SpeechBrain 1.0.2
wraps it: audio and output normalised by `layer_norm` over the whole utterance
where asked for, mean over frames, one linear layer, cross-entropy. Dropout,
layer drop and masking are off. Beside each gradient and each change of weights
in ten steps of AdamW stands how far PyTorch's own float32 is from it.

Seed 20251007.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
import transformers
from transformers import (
    HubertConfig,
    HubertForSequenceClassification,
    Wav2Vec2Config,
    Wav2Vec2FeatureExtractor,
    Wav2Vec2ForCTC,
    Wav2Vec2Model,
)

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "torch"))
import formulas  # noqa: E402

TARGET = HERE / "fixtures" / "wav2vec2"
SEED, CLASSES, HEAD_SEED = 20251007, 7, 101
STEPS = {"betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0.01}

TINY = {
    "hidden_size": 24, "num_hidden_layers": 2, "num_attention_heads": 3, "intermediate_size": 40,
    "conv_dim": [12, 16, 12, 12, 12, 12, 16], "num_conv_pos_embeddings": 16, "num_conv_pos_embedding_groups": 4,
}
LARGE = {
    "feat_extract_norm": "layer", "do_stable_layer_norm": True, "conv_bias": True, "num_hidden_layers": 3,
    "num_conv_pos_embeddings": 15, "layer_norm_eps": 3e-5,
}


def random_model(kind, config):
    """Weights of the library's initialisation, moved so that none is 0 or 1 by
    convention."""
    torch.manual_seed(SEED)
    model = kind(config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter += 0.1 * torch.randn_like(parameter) / max(1, parameter[0].numel()) ** 0.5
    return model


class Network(torch.nn.Module):
    """The encoder as SpeechBrain's wrapper and the published scripts use it."""

    def __init__(self, body, normalize_audio: bool, normalize_output: bool) -> None:
        super().__init__()
        self.body = body
        self.normalize_audio, self.normalize_output = normalize_audio, normalize_output
        rows = body.config.hidden_size
        head = torch.nn.Linear(rows, CLASSES)
        with torch.no_grad():
            head.weight.copy_(torch.from_numpy(formulas.Stream(HEAD_SEED).xavier(rows, CLASSES).T.copy()))
            head.bias.zero_()
        self.head = head

    def frames(self, audio: torch.Tensor) -> torch.Tensor:
        """Audio [1, S] to frames [1, T, d] after the last norm."""
        if self.normalize_audio:
            audio = F.layer_norm(audio, audio.shape[1:])
        out = self.body(audio).last_hidden_state
        return F.layer_norm(out, out.shape[1:]) if self.normalize_output else out

    def loss(self, item: dict) -> torch.Tensor:
        logits = self.head(self.frames(audio_of(item, self.head.weight.dtype)).mean(1))
        return F.cross_entropy(logits, torch.tensor([item["label"]]))


def audio_of(item: dict, dtype: torch.dtype) -> torch.Tensor:
    return torch.from_numpy(formulas.utterance(item["number"], item["samples"]))[None].to(dtype)


def hidden_states(network: Network, item: dict) -> list[torch.Tensor]:
    """Frames [T, d] as they enter the first block, after every block, and after
    the last norm."""
    states: list[torch.Tensor] = []
    layers = network.body.encoder.layers
    hooks = [layers[0].register_forward_pre_hook(lambda _, inputs: states.append(inputs[0][0]))]
    for layer in layers:
        hooks.append(layer.register_forward_hook(lambda _m, _i, out: states.append((out[0] if isinstance(out, tuple) else out)[0])))
    with torch.no_grad():
        last = network.frames(audio_of(item, network.head.weight.dtype))[0]
    for hook in hooks:
        hook.remove()
    return [*[s.reshape(-1, s.shape[-1]) for s in states], last]


def ours(named: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Tensors under the suite's names: maps as [in, out], q, k, v joined."""
    kinds = {"weight": "w", "bias": "b", "weight.original0": "g", "weight.original1": "v"}
    out: dict[str, torch.Tensor] = {}
    for name, t in named.items():
        name = name.removeprefix("body.")
        if name == "masked_spec_embed":
            continue
        module, kind = re.fullmatch(r"(.*?)(?:\.parametrizations)?\.(weight\.original[01]|weight|bias)", name).groups()
        kind = kinds[kind]
        if t.dim() == 2:
            t = t.T
        for pattern, to in [
            (r"feature_extractor\.conv_layers\.(\d+)\.conv", r"conv.\1"),
            (r"feature_extractor\.conv_layers\.(\d+)\.layer_norm", r"conv.\1.norm"),
            (r"feature_projection\.layer_norm", "project.norm"),
            (r"feature_projection\.projection", "project"),
            (r"encoder\.pos_conv_embed\.conv", "positions"),
            (r"encoder\.layers\.(\d+)\.attention\.([qkv])_proj", r"blocks.\1.\2"),
            (r"encoder\.layers\.(\d+)\.attention\.out_proj", r"blocks.\1.out"),
            (r"encoder\.layers\.(\d+)\.feed_forward\.intermediate_dense", r"blocks.\1.fc1"),
            (r"encoder\.layers\.(\d+)\.feed_forward\.output_dense", r"blocks.\1.fc2"),
            (r"encoder\.layers\.(\d+)\.layer_norm", r"blocks.\1.norm1"),
            (r"encoder\.layers\.(\d+)\.final_layer_norm", r"blocks.\1.norm2"),
            (r"encoder\.layer_norm", "norm"),
            (r"head", "head"),
        ]:
            if re.fullmatch(pattern, module):
                out[f"{re.sub(pattern, to, module)}.{kind}"] = t
                break
        else:
            raise ValueError(name)
    for q in [n for n in out if re.fullmatch(r"blocks\.\d+\.q\.[wb]", n)]:
        parts = [out.pop(q.replace(".q.", f".{p}.")) for p in "qkv"]
        out[q.replace(".q.", ".qkv.")] = torch.cat(parts, -1)
    return out


def gradients(network: Network, items: list[dict]) -> tuple[float, dict[str, torch.Tensor]]:
    """Mean loss of some utterances, each by itself, and its gradient."""
    network.zero_grad()
    loss = torch.stack([network.loss(item) for item in items]).mean()
    loss.backward()
    named = {n: p.grad.clone() for n, p in network.named_parameters() if p.grad is not None}
    network.zero_grad()
    return loss.item(), ours(named)


def train(network: Network, items: list[dict], lr: float) -> tuple[list[dict], dict[str, torch.Tensor]]:
    """One step for each utterance, head and encoder at one rate; the change of
    every weight."""
    trained = [p for n, p in network.named_parameters() if not n.endswith("masked_spec_embed")]
    start = {n: p.detach().clone() for n, p in network.named_parameters()}
    optimizer = torch.optim.AdamW(trained, lr=lr, **STEPS)
    steps = []
    for item in items:
        optimizer.zero_grad()
        loss = network.loss(item)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        steps.append({"loss": loss.item(), "norm": norm.item()})
    change = ours({n: p.detach() - start[n] for n, p in network.named_parameters()})
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.copy_(start[name])
    return steps, change


def distance(a: torch.Tensor, b: torch.Tensor) -> float:
    """Relative 2-norm of a - b."""
    return ((a.double() - b).norm() / b.norm()).item()


def reference(name: str, body, normalize_audio: bool, normalize_output: bool, samples: int, lr: float, store) -> dict:
    """All that the test compares. `body` is left in float64."""
    items = [{"number": i, "samples": samples + 800 * (i % 3), "label": (3 * i + 2) % CLASSES} for i in range(10)]
    single = Network(body.float(), normalize_audio, normalize_output)
    _, gradient32 = gradients(single, items[:1])
    steps32, change32 = train(single, items, lr)
    exact = single.double()
    hidden = hidden_states(exact, items[0])
    loss, gradient = gradients(exact, items[:1])
    pair_loss, pair = gradients(exact, items[:2])
    steps, change = train(exact, items, lr)
    pair = {n: t for n, t in pair.items() if re.match(r"blocks|head|norm", n)}

    def beside(tensors: dict, singles: dict | None = None) -> dict:
        return {n: store(t.contiguous()) | ({"float32_distance": distance(singles[n], t)} if singles else {}) for n, t in tensors.items()}

    worst = max(distance(gradient32[n], gradient[n]) for n in gradient)
    print(f"{name}: loss {loss:.4f}, ten steps to {steps[-1]['loss']:.4f}; float32 distance at worst {worst:.1e} in gradients, "
          f"{max(distance(change32[n], change[n]) for n in change):.1e} in changes; losses {max(abs(a['loss'] - b['loss']) for a, b in zip(steps32, steps)):.1e}")
    return {
        "origin": {"script": "tests/model/encoders/wav2vec2_fixtures.py", "torch": torch.__version__,
                   "transformers": transformers.__version__, "seed": SEED, "dtype": "float64"},
        "items": items, "hidden": [store(h) for h in hidden],
        "loss": loss, "gradients": beside(gradient, gradient32),
        "pair": {"loss": pair_loss, "gradients": beside(pair)} if "conv.0.w" in gradient else None,
        "steps": {"lr": lr, "course": steps, "changes": beside(change, change32)},
    }


def write(name: str, fixture: dict) -> None:
    path = TARGET / f"{name}.json"
    path.write_text(json.dumps(fixture) + "\n")
    print(f"{path.name}: {path.stat().st_size} bytes")


def extractor(folder: Path, normalize: bool) -> None:
    Wav2Vec2FeatureExtractor(do_normalize=normalize, return_attention_mask=False).save_pretrained(folder)


def tiny() -> None:
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)

    # One file, float32, names with a prefix, a head that is not used
    base = random_model(Wav2Vec2ForCTC, Wav2Vec2Config(vocab_size=8, **TINY))
    base.save_pretrained(TARGET / "base")
    extractor(TARGET / "base", True)
    write("base", reference("base", base.wav2vec2, True, False, 6400, 1e-3, formulas.whole))

    # The same as SpeechBrain publishes it: names of PyTorch before 2.0, a prefix
    # of the wrapper, and a norm on the output
    folder = TARGET / "speechbrain"
    folder.mkdir()
    old = {"parametrizations.weight.original0": "weight_g", "parametrizations.weight.original1": "weight_v"}
    state = {}
    for key, value in base.float().wav2vec2.state_dict().items():
        for new, name in old.items():
            key = key.replace(new, name)
        state[f"model.{key}"] = value
    torch.save(state, folder / "wav2vec2.ckpt")
    for name in ("config.json", "preprocessor_config.json"):
        shutil.copy(TARGET / "base" / name, folder / name)
    (folder / "hyperparams.yaml").write_text(
        "wav2vec2_hub: facebook/wav2vec2-base\nwav2vec2: !new:speechbrain.lobes.models.huggingface_transformers.wav2vec2.Wav2Vec2\n"
        "    source: !ref <wav2vec2_hub>\n    output_norm: True\n    freeze: True\n")
    write("speechbrain", reference("speechbrain", base.wav2vec2, True, True, 6400, 1e-3, formulas.whole))

    # Several parts, float16, no prefix
    large = random_model(Wav2Vec2Model, Wav2Vec2Config(**TINY | LARGE)).half()
    large.save_pretrained(TARGET / "large", max_shard_size="30KB")
    extractor(TARGET / "large", False)
    write("large", reference("large", large, False, False, 6400, 1e-3, formulas.whole))

    hubert = random_model(HubertForSequenceClassification, HubertConfig(**TINY)).bfloat16()
    hubert.save_pretrained(TARGET / "hubert")
    extractor(TARGET / "hubert", True)
    write("hubert", reference("hubert", hubert.hubert, True, False, 6400, 1e-3, formulas.whole))


def full(folder: Path) -> None:
    base = random_model(Wav2Vec2Model, Wav2Vec2Config())
    base.save_pretrained(folder)
    extractor(folder, True)
    weights = (folder / "model.safetensors").read_bytes()
    fixture = reference("base-full", base, True, False, 16000, 2e-5, formulas.sketched)
    write("base-full", fixture | {"sha256": hashlib.sha256(weights).hexdigest()})


if __name__ == "__main__":
    full(Path(sys.argv[1])) if len(sys.argv) > 1 else tiny()
