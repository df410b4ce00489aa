"""A process killed before any statement of a change: the catalogue is as it was, and goes on."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from tests.corpus.test_catalogue import draft
from tests.corpus.test_versions import START, version

# Kills a child before its n-th statement or its commit, for every n, until one lives to the end.
WALK = """
import os, signal, sys
from datetime import date, timedelta
from pathlib import Path
from sqlalchemy import Engine, event
from corpus.catalogue import Catalogue
from tests.corpus.test_catalogue import draft
from tests.corpus.test_versions import START, version

home, url = Path(sys.argv[1]), sys.argv[2]

def state():
    catalogue = Catalogue(home, url)
    return catalogue.versions(), catalogue.events()

for change in sys.argv[3:]:
    before, status, step = state(), 1, 0
    while status:
        assert state() == before, f"half of {change} after step {step}"
        child = os.fork()
        if not child:
            left = iter(range(step))
            def kill(*_):
                if next(left, None) is None:
                    os.kill(os.getpid(), signal.SIGKILL)
            catalogue = Catalogue(home, url)
            event.listen(Engine, "before_cursor_execute", kill)
            event.listen(Engine, "commit", kill)
            eval(change)
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        assert not status or os.WIFSIGNALED(status), f"{change} failed by itself"
        step += 1
    assert state() != before and step > 4, change
"""
FAR = date.today() + timedelta(days=900)
CHANGES = (
    'catalogue.add(version("asthma"), "T")',
    'catalogue.add(version(text_sha256="b" * 64), "T")',
    'catalogue.approve("stroke", "3", "Dr A", START + timedelta(days=99))',
    f'catalogue.review("stroke", "3", "T", date.fromisoformat("{FAR}"))',
    'catalogue.retire("stroke", "T", "wrong", START)',
)


def test_a_change_killed_at_any_step_is_made_whole_or_not_at_all(place):
    catalogue = place.open()
    catalogue.add(draft(), "T")
    catalogue.add(version("stroke"), "T")
    catalogue.add(version("stroke", "2", effective=START + timedelta(days=9)), "T")
    catalogue.add(draft("stroke", number="3"), "T")

    walked = subprocess.run(
        [sys.executable, "-c", WALK, place.home, place.url, *CHANGES],
        cwd=Path(__file__).parents[2],
        check=False,
        capture_output=True,
        text=True,
    )
    assert walked.returncode == 0, walked.stderr
    assert catalogue.add(draft("afterwards"), "T")
