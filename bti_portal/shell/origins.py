"""Origins of other sites: who may show the portal's embedded lists in a frame."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST = 20
HIGHEST_PORT = 65_535
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"(?:{LABEL}\.)+[a-z][a-z0-9-]*[a-z0-9]")
LOCAL = re.compile(rf"(?:{LABEL}\.)*localhost|127\.0\.0\.1")


def origins_in(text: str) -> list[str]:
    """The origins in `text`, one a line, as browsers write them; what cannot be one is refused."""
    lines = [line.strip() for line in text.splitlines()]
    found = [_origin(line) for line in lines if line]
    if len(found) > MOST:
        raise ValidationError(_("At most %(most)d addresses."), params={"most": MOST})
    return list(dict.fromkeys(found))


def allowed_origins(text: str) -> list[str]:
    """As `origins_in`, for a text that was checked when it was saved; nothing if it is not right."""
    try:
        return origins_in(text)
    except ValidationError:
        return []


def _origin(line: str) -> str:
    refused = ValidationError(
        _(
            "«%(line)s» is not the address of a site. Write it as https://www.fjordvik.kommune.no, "
            "with nothing after the name."
        ),
        params={"line": line[:80]},
    )
    try:
        parts = urlsplit(line)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except (ValueError, UnicodeError) as fault:
        raise refused from fault
    is_local = bool(LOCAL.fullmatch(host))
    is_bare = parts.path in {"", "/"} and not (parts.query or parts.fragment or "@" in parts.netloc)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_local)
    is_host = is_local or bool(HOST.fullmatch(host))
    if not (is_bare and is_safe and is_host and port != 0) or any(
        sign in line for sign in "?#*;'\" ,"
    ):
        raise refused
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")
