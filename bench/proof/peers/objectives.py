"""The test functions of bench/objectives/, once more in Python.

Notation as there: u is the setting in the unit cube; x = (lr, num_epochs,
unfreeze_epoch, max_length). A function returns its value, or None when the
trial fails (only the table does).
"""
import csv
import math

LENGTHS = [32000, 48000, 64000, 80000, 112000, 160000]


def unit(x):
    lr, epochs, unfreeze, length = x
    return [(math.log10(lr) + 6) / 3, (epochs - 1) / 9, unfreeze / 5,
            (length - 32000) / 128000]


def scale(u, low, high):
    return [low + (high - low) * v for v in u]


def branin_mixed(x):
    u = unit(x)
    a = 15 * u[0] - 5
    b = 15 * u[1]
    bend = b - (5.1 / (4 * math.pi * math.pi)) * a * a + (5 / math.pi) * a - 6
    plane = bend * bend + 10 * (1 - 1 / (8 * math.pi)) * math.cos(a) + 10
    offset = [12, 7, 3, 0, 5, 9][LENGTHS.index(x[3])]
    return plane + offset + 4 * u[2] * (1 + u[0])


ALPHA = [1, 1.2, 3, 3.2]
A = [[10, 3, 17, 3.5], [0.05, 10, 17, 0.1], [3, 3.5, 1.7, 10],
     [17, 8, 0.05, 10]]
P = [[0.1312, 0.1696, 0.5569, 0.0124], [0.2329, 0.4135, 0.8307, 0.3736],
     [0.2348, 0.1451, 0.3522, 0.2883], [0.4047, 0.8828, 0.8732, 0.5743]]


def hartmann4(x):
    u = unit(x)
    total = 0.0
    for i in range(4):
        exponent = 0.0
        for j in range(4):
            exponent += A[i][j] * (u[j] - P[i][j]) ** 2
        total += ALPHA[i] * math.exp(-exponent)
    return total


def griewank(x):
    v = scale(unit(x), -5, 5)
    squares, waves = 0.0, 1.0
    for i in range(4):
        squares += (v[i] * v[i]) / 4000
        waves *= math.cos(v[i] / math.sqrt(i + 1))
    return squares - waves + 1


def levy(x):
    w = [1 + (v - 1) / 4 for v in scale(unit(x), -10, 10)]
    total = math.sin(math.pi * w[0]) * math.sin(math.pi * w[0])
    for i in range(3):
        wave = math.sin(math.pi * w[i] + 1)
        total += (w[i] - 1) ** 2 * (1 + 10 * (wave * wave))
    wave = math.sin(2 * math.pi * w[3])
    return total + (w[3] - 1) ** 2 * (1 + wave * wave)


def powell(x):
    a, b, c, d = scale(unit(x), -4, 5)
    return ((a + 10 * b) ** 2 + 5 * (c - d) ** 2 + (b - 2 * c) ** 4
            + 10 * (a - d) ** 4)


def rosenbrock(x):
    v = scale(unit(x), -2, 2)
    total = 0.0
    for i in range(3):
        total += 100 * (v[i + 1] - v[i] * v[i]) ** 2 + (1 - v[i]) ** 2
    return total


def table(path):
    """The recorded grid as an objective over lr 1e-6..5e-5; see table.ts."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    recorded = {}
    for row in rows:
        key = (float(row["lr"]), int(row["num_epochs"]),
               int(row["unfreeze_epoch"]), int(row["max_length"]))
        recorded[key] = float(row["validation_accuracy"])
    levels = [sorted({key[i] for key in recorded}) for i in range(4)]

    def nearest(values, nearer):
        for a, b in zip(values, values[1:]):
            if nearer(a, b):
                return a
        return values[-1]

    def value(x):
        lr = nearest(levels[0], lambda a, b: x[0] * x[0] <= a * b)
        epochs, unfreeze, length = [
            nearest(levels[i], lambda a, b, v=x[i]: v - a <= b - v)
            for i in (1, 2, 3)
        ]
        if unfreeze > epochs:
            unfreeze = max(level for level in levels[2] if level <= epochs)
        return recorded.get((lr, epochs, unfreeze, length))

    return value


# name -> (function, direction, upper bound of lr)
FUNCTIONS = {
    "branin_mixed": (branin_mixed, "minimize", 1e-3),
    "hartmann4": (hartmann4, "maximize", 1e-3),
    "griewank": (griewank, "minimize", 1e-3),
    "levy": (levy, "minimize", 1e-3),
    "powell": (powell, "minimize", 1e-3),
    "rosenbrock": (rosenbrock, "minimize", 1e-3),
}


def all_functions(grid_csv):
    """Every test function, the recorded grid last."""
    functions = dict(FUNCTIONS)
    functions["paper_grid"] = (table(grid_csv), "maximize", 5e-5)
    return functions
