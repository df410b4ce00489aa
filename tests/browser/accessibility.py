"""What axe finds on a page that keeps somebody from using it."""

import pytest

SETTLED = """() => document.getAnimations().every(one =>
    one.playState !== 'running' || one.effect.getComputedTiming().endTime === Infinity)"""


def serious(page, within=None):
    """Each serious or critical fault: its rule and the element.

    Colours on their way to others, such as those of a button that comes back to life, are no
    fault: it waits until they have arrived.
    """
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.wait_for_function(SETTLED)
    return [
        (one["id"], node["html"][:160])
        for one in axe.run(page, context=within).response["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
