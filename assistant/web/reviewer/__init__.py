"""The desk of those who measure, judge and may stop a release."""
