"""What axe finds on a page that keeps somebody from using it."""

import pytest

SETTLED = """Promise.allSettled(document.getAnimations()
    .filter(one => one.effect.getComputedTiming().endTime !== Infinity)
    .map(one => one.finished))"""


def serious(page, within=None):
    """Each serious or critical fault: its rule and the element.

    Colours on their way to others, such as those of a button that comes back to life, are no
    fault: it waits until they have arrived.
    """
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.evaluate(SETTLED)
    return [
        (one["id"], node["html"][:160])
        for one in axe.run(page, context=within).response["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
