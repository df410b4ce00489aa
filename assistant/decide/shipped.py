"""Which calibration is in use: a snapshot's own, a site's own, or the one that was shipped."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from assistant.calibration import FILE_NAME, Calibration, read_calibration
from corpus.errors import ModelError
from corpus.storage import storage_errors

_NEXT = "make one with `assistant eval calibrate SUITE`, then run `assistant corpus publish`"


@cache
def shipped() -> Mapping[str, Calibration]:
    """Those that come with the software, by the identity of their evidence model."""
    folder = resources.files("assistant.decide").joinpath("calibrations")
    found = [
        read_calibration(file.read_bytes(), file.name)
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".json")
    ]
    return {one.evidence_model: one for one in found}


def calibration_for(evidence_model: str, of_snapshot: Calibration | None) -> Calibration:
    """The one to decide by: the snapshot's, or the shipped one where the snapshot has none.

    Raises ModelError when neither is for this evidence model: probabilities of one say nothing
    about another.
    """
    if of_snapshot is not None:
        if of_snapshot.evidence_model != evidence_model:
            raise ModelError(
                f"the snapshot was published with a calibration for the evidence model "
                f"{of_snapshot.evidence_model}, and {evidence_model} is in use: "
                "run `assistant corpus publish`, or set the model back"
            )
        return of_snapshot
    if evidence_model not in shipped():
        raise ModelError(f"nothing is calibrated for the evidence model {evidence_model}: {_NEXT}")
    return shipped()[evidence_model]


def calibration_of(home: Path, evidence_model: str) -> Calibration | None:
    """The one a snapshot of this home is published with: the site's own or else the shipped one.

    None when there is neither, as before the first `eval calibrate` with a site's own model: the
    snapshot can then be calibrated, and answers nothing. Raises ModelError when the site's own is
    damaged, or for another evidence model than the one in use.
    """
    file = home / FILE_NAME
    if not file.exists():
        return shipped().get(evidence_model)
    with storage_errors(f"reading {file}"):
        own = read_calibration(file.read_bytes(), str(file))
    if own.evidence_model != evidence_model:
        raise ModelError(
            f"{file} is for the evidence model {own.evidence_model}, and {evidence_model} is in "
            f"use: {_NEXT}, or remove the file"
        )
    return own
