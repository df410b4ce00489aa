"""Where a benchmark finds its sets and keeps what is costly to make again."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from assistant.settings import Settings, default_models
from evals.benchmarks.report import Skipped

Size = Literal["small", "full"]
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Places:
    """The folders of one run."""

    work: Path
    """Homes, copies and indexes of this run; the caller removes it."""
    shared: Path = ROOT.parent / "shared"
    """Holds `evalsets` and `guidelines`."""
    cache: Path = ROOT / "build" / "bench-cache"
    """Vectors that are kept between runs."""
    models: Path = field(default_factory=default_models)
    """Prepared models."""
    evidence_model: str = Settings.model_fields["evidence_model"].default
    """By name or folder; `none` measures without one."""

    def need(self, name: str) -> Path:
        """The file or folder `name` of the shared folder; raises Skipped when it is absent."""
        path = self.shared / name
        if not path.exists():
            raise Skipped(f"there is no {path}: name the folder that holds it with --shared")
        return path
