"""Charts as SVG that stands inside a page and takes its colours."""

from evals.reports.charts.curves import reliability, risk_coverage
from evals.reports.charts.drawing import Chart
from evals.reports.charts.forest import Row, forest

__all__ = ["Chart", "Row", "forest", "reliability", "risk_coverage"]
