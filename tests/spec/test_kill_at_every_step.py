"""A killed process: the old state or the new one, never between.

What changes a home is killed by the system at its first step, at its second, and so on to the last.
"""

import json
import os
import subprocess
import sys

import pytest

STEPS = {"add": 25, "approve": 10, "retire": 10, "publish": 60, "rollback": 8, "prune": 15}
"""How many steps each operation has at the least: a walk of fewer would have missed some."""


@pytest.mark.parametrize("operation", STEPS)
def test_a_kill_at_any_step_leaves_the_old_state_or_the_new_one(operation, tmp_path):
    """Tried: add, approve, retire, publish, roll back and prune. What was asked for can be asked
    for again, after which no scrap is left.
    """
    finished = subprocess.run(
        [sys.executable, "-m", "tests.functional.killing", operation, tmp_path],
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr.decode()
    walked = json.loads(finished.stdout)

    assert walked["changed"]
    assert walked["steps"] >= STEPS[operation]
    assert not walked["faults"]
