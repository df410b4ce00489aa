"""The machine a run was made on: what may explain its times, and nothing that tells where it is."""

import hashlib
import locale
import os
import platform
from functools import cache
from pathlib import Path
from typing import Any

THREADS = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
"""Set in every worker before any library is loaded: workers share the cores, threads do not."""


@cache
def cpu() -> dict[str, str]:
    """The processor's model, and a digest of what it can do: int8 kernels differ by it."""
    model, flags = platform.processor() or platform.machine(), ""
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                model = value.strip()
            elif key.strip() in ("flags", "Features"):
                flags = " ".join(sorted(value.split()))
                break
    except OSError:
        pass  # Only Linux has it.
    return {"model": model, "flags": hashlib.sha256(flags.encode()).hexdigest()[:16]}


def machine() -> dict[str, Any]:
    """Processor, cores, memory, platform and what Python was told; no name of host or user."""
    return {
        "cpu": cpu()["model"],
        "cpu_flags": cpu()["flags"],
        "cores": os.cpu_count() or 1,
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "platform": f"{platform.system()} {platform.machine()} {' '.join(platform.libc_ver())}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "hash_seed": os.environ.get("PYTHONHASHSEED", "random"),
        "locale": locale.setlocale(locale.LC_CTYPE),
        "threads": THREADS,
    }
