"""Every address that an app answers at, however deep it is registered."""

import re
from collections.abc import Iterator

from starlette.routing import Mount


def addresses(routes, under="") -> Iterator[tuple[str, str]]:
    """Method and path of every route, its parameters filled in."""
    for route in routes:
        if hasattr(route, "effective_candidates"):
            yield from addresses(route.effective_candidates(), under)
            continue
        found = getattr(route, "starlette_route", None) or route
        if isinstance(found, Mount):
            yield from addresses(found.routes, under + found.path)
            continue
        path = under + re.sub(r"{[^}]*}", "x1", found.path)
        # What has no methods is a websocket.
        for method in getattr(found, "methods", None) or ["WEBSOCKET"]:
            yield method, path
