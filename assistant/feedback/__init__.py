"""What readers say about answers, and the queue of what somebody has yet to look at."""

from assistant.feedback.report import (
    Kind,
    Report,
    Settlement,
    report,
    reports,
    settle,
    waiting,
)

__all__ = ["Kind", "Report", "Settlement", "report", "reports", "settle", "waiting"]
