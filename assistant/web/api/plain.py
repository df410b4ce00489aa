"""Objects with dates and paths in them, as the JSON that the command line prints."""

from typing import Any

import orjson


def plain(value: Any) -> Any:
    """The same in what JSON knows."""
    return orjson.loads(orjson.dumps(value, default=str))
