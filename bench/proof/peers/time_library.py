"""Times one suggestion of a real library after 5, 15, 50 and 200 observations.

usage: time_library.py LIBRARY REPEATS COUNT [COUNT ...]

Prints one JSON line: the version and, for each count, seconds of every repeat.
A library is fed `count` trials of hartmann4, then timed; each timed suggestion
is discarded, so that the number of observations stays.
"""
import json
import sys
import time

from libraries import LIBRARIES, version
from objectives import hartmann4


def timed(library, count, repeats):
    optimizer = LIBRARIES[library](1, "maximize", 1e-3)
    for _ in range(count):
        optimizer.tell(hartmann4(optimizer.ask()))
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        optimizer.ask()
        seconds.append(time.perf_counter() - start)
        optimizer.discard()
    return seconds


def main():
    library, repeats, *counts = sys.argv[1:]
    result = {str(n): timed(library, int(n), int(repeats))
              for n in map(int, counts)}
    print(json.dumps({"library": library, "version": version(library),
                      "seconds": result}))


if __name__ == "__main__":
    main()
