"""Reports of a run: for people, for spreadsheets, for build servers."""
