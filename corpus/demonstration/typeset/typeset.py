"""Makes the PDF and DOCX documents of the demonstration hospital, and their metadata CSV.

`python -m corpus.demonstration.typeset.typeset [FOLDER]`, from the top of the repository, writes
to FOLDER, or to `corpus/demonstration/approved`.
"""

import csv
import sys
from pathlib import Path

from corpus.demonstration.typeset import manuscript, pdf, word

SOURCES = Path(__file__).parent
APPROVED = SOURCES.parent / "approved"
HOSPITALS = {
    "all": "Harbour Hill General Hospital",
    "harbour-hill": "Harbour Hill General Hospital",
    "lantern-bay": "Lantern Bay Community Hospital",
}
WRITERS = {"pdf": pdf.write, "docx": word.write}


def typeset(source: Path, folder: Path) -> manuscript.Manuscript:
    """Set one Markdown source into `folder`, as the format its front matter names."""
    text = manuscript.read(source)
    hospital = HOSPITALS[text.metadata["site"]]
    WRITERS[text.layout["format"]](text, hospital, folder / text.file)
    return text


def main(folder: Path = APPROVED) -> None:
    """Set every source and write `metadata.csv` beside the files."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = [typeset(source, folder) for source in sorted(SOURCES.glob("*.md"))]
    with (folder / "metadata.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, ["file", *manuscript.KEYS], lineterminator="\n")
        rows.writeheader()
        rows.writerows({"file": text.file, **text.metadata} for text in texts)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
