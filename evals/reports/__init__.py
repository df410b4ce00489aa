"""Reports of a run: for people, for spreadsheets, for build servers."""

from evals.reports.html import write_report
from evals.reports.junit import write_junit
from evals.reports.scores_csv import write_csv

__all__ = ["write_csv", "write_junit", "write_report"]
