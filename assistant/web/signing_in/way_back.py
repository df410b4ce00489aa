"""Where somebody goes on after signing in: to where they came from, and never to another site."""

from urllib.parse import quote, urlencode

LONGEST = 2000


def way_to_sign_in(path: str, query: str) -> str:
    """The address of the sign-in page that leads back to this one."""
    came_from = quote(path, safe="/@:") + (f"?{query}" if query else "")
    back = safe_way(came_from)
    return f"/sign-in?{urlencode({'next': back})}" if back != "/" else "/sign-in"


def safe_way(stated: str) -> str:
    """The address within this server that was stated, or its first page."""
    if (
        not stated.startswith("/")
        # Browsers take both for the beginning of another host.
        or stated[1:2] in ("/", "\\")
        or stated.startswith(("/sign-in", "/sign-out"))
        or len(stated) > LONGEST
        # What browsers leave out of an address, and what they take for a slash.
        or any(not "!" <= letter <= "~" or letter == "\\" for letter in stated)
    ):
        return "/"
    return stated
