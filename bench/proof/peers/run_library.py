"""Runs a real library on the test functions; one JSON line for each study.

usage: run_library.py LIBRARY GRID_CSV SEEDS TRIALS
"""
import json
import sys

from libraries import LIBRARIES, tie_probe, version
from objectives import all_functions


def study(library, function, direction, highest, seed, trials):
    optimizer = LIBRARIES[library](seed, direction, highest)
    points, values = [], []
    for _ in range(trials):
        x = optimizer.ask()
        y = function(x)
        optimizer.tell(y)
        points.append(x)
        values.append(y)
    return {"points": points, "values": values}


def main():
    library, grid, seeds, trials = sys.argv[1:]
    head = {"library": library, "version": version(library),
            "tie_probe": tie_probe()}
    print(json.dumps(head), flush=True)
    for name, (function, direction, highest) in all_functions(grid).items():
        for seed in range(int(seeds)):
            row = {"function": name, "seed": seed}
            row.update(study(library, function, direction, highest, seed,
                             int(trials)))
            print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
