"""Validates every Data Package below a folder with Frictionless's own validator, data included.

    pip install frictionless==5.21.0 jsonschema==4.26.0
    python tests/bench/tables/validate_packages.py results

Prints one line for each package; exits 1 when one is not valid, and 0 with a
reason when the validator is not installed.
"""
import json
import sys
from pathlib import Path

try:
    from frictionless import FrictionlessException, Package, __version__
    from jsonschema import Draft7Validator
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(0)

schema = json.loads((Path(__file__).parent / "fixtures" / "datapackage-2.0.json").read_text())
profile = Draft7Validator(schema)
print(f"frictionless {__version__}")
bad = 0
for path in sorted(Path(sys.argv[1]).rglob("datapackage.json")):
    errors = [f"{list(e.path)}: {e.message[:200]}" for e in profile.iter_errors(json.loads(path.read_text()))]
    if not errors:
        try:
            report = Package(str(path)).validate()
            errors = [e.message for task in report.tasks for e in task.errors] + [e.message for e in report.errors]
            rows = sum(task.stats.get("rows") or 0 for task in report.tasks)
            files = len(report.tasks)
        except FrictionlessException as exception:
            errors = [str(exception)[:300]]
    bad += bool(errors)
    print(f"{path.parent}: " + ("; ".join(errors[:5]) if errors else f"valid, {files} files, {rows} rows"))
sys.exit(1 if bad else 0)
