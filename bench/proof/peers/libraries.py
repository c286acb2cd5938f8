"""The real libraries behind one ask/tell face, for run_library.py and time_library.py.

A library is a class made with (seed, direction, highest lr); `ask()` returns x
= [lr, num_epochs, unfreeze_epoch, max_length], `tell(value)` its value, None for
a failed trial, `discard()` takes the proposal back. Spaces and defaults are those of the authors' scripts.
"""
import logging
import math
import warnings

from objectives import LENGTHS

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)


class Optuna:
    """TPESampler with its defaults."""

    def __init__(self, seed, direction, highest):
        import optuna
        optuna.logging.set_verbosity(optuna.logging.CRITICAL)
        self.highest = highest
        self.failed = optuna.trial.TrialState.FAIL
        self.study = optuna.create_study(
            direction=direction, sampler=optuna.samplers.TPESampler(seed=seed))

    def ask(self):
        self.trial = self.study.ask()
        t = self.trial
        return [t.suggest_float("lr", 1e-6, self.highest, log=True),
                t.suggest_int("num_epochs", 1, 10),
                t.suggest_int("unfreeze_epoch", 0, 5),
                t.suggest_categorical("max_length", LENGTHS)]

    def tell(self, value):
        if value is None:
            self.study.tell(self.trial, state=self.failed)
        else:
            self.study.tell(self.trial, value)

    def discard(self):
        self.tell(None)


class Hyperopt:
    """tpe.suggest with fmin's stream of seeds."""

    startup = 20

    def __init__(self, seed, direction, highest):
        import numpy
        from hyperopt import Trials, hp, tpe
        from hyperopt.base import Domain
        self.sign = -1 if direction == "maximize" else 1
        self.suggest = tpe.suggest
        self.trials = Trials()
        self.seeds = numpy.random.default_rng(seed)
        self.domain = Domain(lambda setting: None, {
            "lr": hp.loguniform("lr", math.log(1e-6), math.log(highest)),
            "num_epochs": hp.quniform("num_epochs", 1, 10, 1),
            "unfreeze_epoch": hp.quniform("unfreeze_epoch", 0, 5, 1),
            "max_length": hp.choice("max_length", LENGTHS),
        })

    def ask(self):
        ids = self.trials.new_trial_ids(1)
        self.trials.refresh()
        documents = self.suggest(
            ids, self.domain, self.trials, self.seeds.integers(2**31 - 1),
            n_startup_jobs=self.startup, verbose=False)
        self.trials.insert_trial_docs(documents)
        self.trials.refresh()
        self.document = self.trials._dynamic_trials[-1]
        v = {name: values[0]
             for name, values in self.document["misc"]["vals"].items()}
        return [float(v["lr"]), int(v["num_epochs"]), int(v["unfreeze_epoch"]),
                LENGTHS[int(v["max_length"])]]

    def tell(self, value):
        from hyperopt.base import JOB_STATE_DONE
        self.document["state"] = JOB_STATE_DONE
        self.document["result"] = (
            {"status": "fail"} if value is None
            else {"status": "ok", "loss": self.sign * value})
        self.trials.refresh()

    def discard(self):
        self.trials._dynamic_trials.pop()
        self.trials.refresh()


class HyperoptStartup5(Hyperopt):
    """tpe.suggest with n_startup_jobs=5."""

    startup = 5


class Ax:
    """The Client of Ax 1.x with its default strategy."""

    def __init__(self, seed, direction, highest):
        from ax.api.client import Client
        from ax.api.configs import ChoiceParameterConfig, RangeParameterConfig
        import numpy
        import torch
        torch.manual_seed(seed)
        numpy.random.seed(seed)
        self.client = Client(random_seed=seed)
        self.client.configure_experiment(parameters=[
            RangeParameterConfig(name="lr", bounds=(1e-6, highest),
                                 parameter_type="float", scaling="log"),
            RangeParameterConfig(name="num_epochs", bounds=(1, 10),
                                 parameter_type="int"),
            RangeParameterConfig(name="unfreeze_epoch", bounds=(0, 5),
                                 parameter_type="int"),
            ChoiceParameterConfig(name="max_length", values=LENGTHS,
                                  parameter_type="int", is_ordered=True),
        ])
        self.client.configure_optimization(
            objective="y" if direction == "maximize" else "-y")

    def ask(self):
        [(self.index, p)] = self.client.get_next_trials(max_trials=1).items()
        return [float(p["lr"]), int(p["num_epochs"]),
                int(p["unfreeze_epoch"]), int(p["max_length"])]

    def tell(self, value):
        if value is None:
            self.client.mark_trial_failed(self.index)
        else:
            self.client.complete_trial(self.index, raw_data={"y": value})

    def discard(self):
        self.client.mark_trial_abandoned(self.index)


LIBRARIES = {"optuna": Optuna, "hyperopt": Hyperopt,
             "hyperopt-s5": HyperoptStartup5, "ax": Ax}
PACKAGES = {"optuna": "optuna", "hyperopt": "hyperopt",
            "hyperopt-s5": "hyperopt", "ax": "ax-platform"}


def version(library):
    from importlib.metadata import version as installed
    return installed(PACKAGES[library])


def tie_probe():
    """numpy's order of tied values, which decides proposals; see argsort.ts."""
    import numpy
    values = [float(i * 7 % 3) for i in range(40)]
    return [int(i) for i in numpy.argsort(numpy.array(values))]
