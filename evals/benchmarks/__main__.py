"""Runs the benchmarks: tables on stdout, the same figures as JSON in a file.

python -m evals.benchmarks [--size small|full] [--only NAME,…] [--out FILE]
"""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from assistant.settings import default_models
from corpus.errors import AssistantError
from evals.benchmarks.places import Places, Size
from evals.benchmarks.report import Outcome, Skipped, print_line, print_table

NAMES = (
    "retrieval", "ingest", "question", "cold", "publish", "agreement",
    "many_passages", "catalogue", "large_question", "republish", "withdrawal", "swapping",
    "evaluation", "verification", "constrained_decoding", "serving", "browsing",
)  # fmt: skip


def main() -> int:
    """Run what was asked for; 1 when a benchmark failed, 0 also when one was skipped."""
    options = _options()
    # Before torch or onnxruntime are imported: their threads would spin while they wait.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    report: dict[str, Any] = {"size": options.size, "machine": _machine(), "benchmarks": {}}
    print_line(f"{options.size} size on {_describe(report['machine'])}")
    with tempfile.TemporaryDirectory(prefix="benchmarks-", dir=options.work) as work:
        places = Places(
            Path(work), options.shared, options.cache, options.models, options.evidence_model
        )
        for name in options.only:
            benchmark = import_module(f"evals.benchmarks.{name}").run
            report["benchmarks"][name] = run_one(name, benchmark, options.size, places)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n")
        print_line(f"\nThe same as JSON: {options.out}")
    return int(any("failed" in done for done in report["benchmarks"].values()))


def run_one(
    name: str, benchmark: Callable[[Size, Places], Outcome], size: Size, places: Places
) -> dict[str, Any]:
    """Run and print one benchmark; what goes wrong in it does not stop the others."""
    began = time.perf_counter()
    try:
        outcome = benchmark(size, places)
    except Skipped as skipped:
        print_line(f"\n{name}: skipped: {skipped}")
        return {"skipped": str(skipped)}
    except (AssistantError, RuntimeError, OSError) as error:
        print_line(f"\n{name}: failed: {error}")
        return {"failed": str(error)}
    seconds = time.perf_counter() - began
    for table in outcome.tables:
        print_table(table)
    for note in outcome.notes:
        print_line(f"  – {note}")
    print_line(f"  – {name} took {seconds:.0f} s.")
    return {"seconds": seconds, "figures": outcome.figures, "notes": outcome.notes}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks", description=__doc__)
    parser.add_argument("--size", choices=("small", "full"), default="small")
    parser.add_argument("--only", type=_names, default=NAMES, metavar="NAME,…", help=str(NAMES))
    parser.add_argument("--shared", type=Path, default=Places.shared, help="evalsets, guidelines")
    parser.add_argument("--cache", type=Path, default=Places.cache, help="vectors kept for later")
    parser.add_argument("--models", type=Path, default=default_models(), help="prepared models")
    parser.add_argument("--evidence-model", default=Places.evidence_model, help="name or folder")
    parser.add_argument("--work", type=Path, help="where homes and copies are made and removed")
    parser.add_argument("--out", type=Path, help="JSON file to write")
    return parser.parse_args()


def _names(given: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in given.split(",") if name.strip())
    if unknown := [name for name in names if name not in NAMES]:
        raise argparse.ArgumentTypeError(f"no {', '.join(unknown)}: there are {', '.join(NAMES)}")
    return names


def _machine() -> dict[str, Any]:
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
    }


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text().splitlines() if file.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()


def _describe(machine: dict[str, Any]) -> str:
    return (
        f"{machine['processor']}, {machine['cores']} cores, Python {machine['python']}, "
        f"load {machine['load']:.1f} at the start"
    )


if __name__ == "__main__":
    sys.exit(main())
