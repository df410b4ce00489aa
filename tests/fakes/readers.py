"""llama-index readers of files, good and bad; importing this needs llama-index."""

from llama_index.core.readers.base import BaseReader
from llama_index.core.schema import Document


class WholeReader(BaseReader):
    """One document with the file as it is."""

    def load_data(self, file):
        return [Document(text=file.read_bytes().decode("utf-8", "surrogateescape"))]


class LazyReader(BaseReader):
    """Gives its documents one by one, as newer readers do: one for each paragraph."""

    def lazy_load_data(self, *args, **options):
        yield from (Document(text=part) for part in args[0].read_text().split("\n\n"))


class PagedReader(BaseReader):
    """A document for each line, `label: text`, where `/` ends a line of the text."""

    def load_data(self, file_path, extra_info=None):
        documents = []
        for line in file_path.read_text().splitlines():
            label, _, text = line.partition(": ")
            documents.append(Document(text=text.replace("/", "\n"), metadata={"page_label": label}))
        return documents


class FailingReader(BaseReader):
    """Raises, with the text in its message, unless the file is good."""

    def load_data(self, file):
        text = file.read_text()
        if "good" in text:
            return [Document(text=text)]
        raise ValueError(f"cannot\nread \x1b[31m{text}")


class LeavingReader(BaseReader):
    """Ends the program."""

    def load_data(self, file):
        raise SystemExit(3)


class TalkingReader(BaseReader):
    """Prints what it does."""

    def load_data(self, file):
        print("loading", file)
        return [Document(text=file.read_text())]


class SilentReader(BaseReader):
    """Finds nothing."""

    def load_data(self, file):
        return []


class CountingReader(BaseReader):
    """Returns something else than documents."""

    def load_data(self, file):
        return [42]


class DemandingReader(BaseReader):
    """Cannot be made without a key."""

    def __init__(self, api_key):
        self.api_key = api_key

    def load_data(self, file):
        return []


class WebReader(BaseReader):
    """Reads addresses, not files."""

    def load_data(self, urls):
        return []
