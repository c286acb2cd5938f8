"""Searches the paper's grid log with a real library, under the suite's rule for tables.

    python real_library.py REPLAY_CSV GRID_CSV

compares a `replay.csv` of `deno task replay` with whichever of Optuna and Hyperopt this
Python has, trial by trial, and exits 1 on any difference. Presets compared: optuna-5.0
(optuna 5.0.0), hyperopt-0.3 and hyperopt-0.3-s5 (hyperopt 0.3.0), with numpy's "simd" order
of ties, which processors with AVX-512 or AVX2 use.
"""
import csv
import importlib.util
import math
import sys

LENGTHS = [32000, 48000, 64000, 80000, 112000, 160000]
# Largest relative difference of a learning rate that counts as rounding; all else is exact.
LR_TOLERANCE = 1e-12


class GridLog:
    """The log as an objective: values snap to levels, and what is not recorded fails."""

    def __init__(self, path):
        names = ["lr", "num_epochs", "unfreeze_epoch", "max_length"]
        self.score = {
            (float(row[names[0]]), *(int(row[name]) for name in names[1:])): float(row["validation_accuracy"])
            for row in csv.DictReader(open(path))
        }
        self.levels = [sorted({configuration[i] for configuration in self.score}) for i in range(4)]

    def __call__(self, lr, epochs, unfreeze, length):
        lr = self._nearest(0, lr, lambda a, b: abs(math.log(a) - math.log(b)))
        epochs, unfreeze, length = (
            self._nearest(i, value, lambda a, b: abs(a - b))
            for i, value in ((1, epochs), (2, unfreeze), (3, length))
        )
        if unfreeze > epochs:
            unfreeze = max(level for level in self.levels[2] if level <= epochs)
        return self.score.get((lr, epochs, unfreeze, length))

    def _nearest(self, i, value, distance):
        return min(self.levels[i], key=lambda level: (distance(level, value), level))


def optuna_search(seed, trials, log):
    """Settings and scores of one study of optuna's TPESampler; a missing score is told as FAIL."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=seed))
    found = []
    for _ in range(trials):
        trial = study.ask()
        setting = [
            trial.suggest_float("lr", 1e-6, 5e-5, log=True),
            trial.suggest_int("num_epochs", 1, 10),
            trial.suggest_int("unfreeze_epoch", 0, 5),
            trial.suggest_categorical("max_length", LENGTHS),
        ]
        score = log(*setting)
        if score is None:
            study.tell(trial, state=optuna.trial.TrialState.FAIL)
        else:
            study.tell(trial, score)
        found.append([*setting, score])
    return found


def hyperopt_search(seed, trials, log, startup=20):
    """The same with hyperopt's tpe.suggest; a missing score has the status "fail"."""
    from functools import partial

    import hyperopt
    import numpy as np
    from hyperopt import hp

    space = {
        "lr": hp.loguniform("lr", math.log(1e-6), math.log(5e-5)),
        "num_epochs": hp.quniform("num_epochs", 1, 10, 1),
        "unfreeze_epoch": hp.quniform("unfreeze_epoch", 0, 5, 1),
        "max_length": hp.choice("max_length", LENGTHS),
    }
    found = []

    def objective(p):
        setting = [p["lr"], int(p["num_epochs"]), int(p["unfreeze_epoch"]), p["max_length"]]
        score = log(*setting)
        found.append([*setting, score])
        return {"status": "fail"} if score is None else {"status": "ok", "loss": -score}

    hyperopt.fmin(
        objective, space, algo=partial(hyperopt.tpe.suggest, n_startup_jobs=startup), max_evals=trials,
        rstate=np.random.default_rng(seed), show_progressbar=False, verbose=False,
    )
    return found


SEARCHES = {
    "optuna-5.0": ("optuna", optuna_search),
    "hyperopt-0.3": ("hyperopt", hyperopt_search),
    "hyperopt-0.3-s5": ("hyperopt", lambda *args: hyperopt_search(*args, startup=5)),
}


def compare(replay_csv, grid_csv):
    """Prints how many trials of each optimizer agree; returns the number that do not."""
    log = GridLog(grid_csv)
    recorded = {}
    for row in csv.DictReader(open(replay_csv)):
        recorded.setdefault((row["optimizer"], int(row["search_seed"])), []).append(row)
    different = compared = 0
    for optimizer, (library, search) in SEARCHES.items():
        if importlib.util.find_spec(library) is None:
            continue
        seeds = sorted(seed for name, seed in recorded if name == optimizer)
        equal = trials = failed = 0
        for seed in seeds:
            rows = recorded[optimizer, seed]
            for row, found in zip(rows, search(seed, len(rows), log), strict=True):
                trials += 1
                failed += found[4] is None
                if agrees(row, found):
                    equal += 1
                else:
                    print(f"{optimizer} seed {seed} trial {row['trial']}: recorded {list(row.values())[3:]}, {library} {found}")
        if seeds:
            print(f"{optimizer}: {equal} of {trials} trials equal ({len(seeds)} seeds, {failed} trials told as failed)")
        different += trials - equal
        compared += trials
    if compared == 0:
        sys.exit("Cannot compare: this Python has neither optuna nor hyperopt, or the file no optimizer of theirs")
    return different


def agrees(row, found):
    lr, *rest, score = found
    state = "failed" if score is None else "complete"
    return (
        abs(float(row["lr"]) - lr) <= LR_TOLERANCE * lr
        and [int(row[name]) for name in ("num_epochs", "unfreeze_epoch", "max_length")] == rest
        and row["state"] == state
        and (score is None or float(row["bca_validation"]) == score)
    )


if __name__ == "__main__":
    sys.exit(1 if compare(*sys.argv[1:3]) else 0)
