"""Latency is of what was asked now."""

from evals.runs.performance import Timing, performance


def figures(*seconds, cached=()):
    timings = [Timing(str(s), {}, cached=False, seconds=s) for s in seconds]
    timings += [Timing(f"c{s}", {}, cached=True, seconds=s) for s in cached]
    return performance(timings, workers=1, peak_mib=1.0, wall_seconds=1.234)


def test_cached_times_never_enter_the_latency():
    assert figures(0.1, 0.2, cached=[9.0])["latency_ms"] == {
        "p50": 100.0, "p95": 200.0, "max": 200.0,
    }  # fmt: skip
    assert figures(0.1, cached=[9.0])["cached"] == 1


def test_of_a_hundred_the_95th_is_p95():
    found = figures(*(number / 1000 for number in range(100, 0, -1)))["latency_ms"]
    assert found == {"p50": 50.0, "p95": 95.0, "max": 100.0}


def test_nothing_asked_has_no_latency():
    assert figures(cached=[1.0])["latency_ms"] == {"p50": None, "p95": None, "max": None}
