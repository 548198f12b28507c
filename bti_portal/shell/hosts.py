"""Which host names the portal answers to: those of the Site table, and a few of the operator's.
And below which path a site stands, where it is part of another site.

The Site table is read once a minute, and at once when a host is unknown (but at most once a
second, so that a stranger who makes up names costs next to nothing). A municipality made in the
admin therefore answers without a restart, in every process.
"""

import re
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from wagtail.models import Site

KNOWN_FOR_SECONDS = 60
ASK_AGAIN_AFTER_SECONDS = 1

PAGE = (
    "<!doctype html><html lang='nb'><meta charset='utf-8'><title>Ukjend adresse</title>"
    "<p lang='nn'>Denne adressa høyrer ikkje til noka kommune her. Sjå etter om ho er rett skriven.</p>"
    "<p>Denne adressen hører ikke til noen kommune her. Se etter om den er riktig skrevet.</p></html>"
)


LONGEST_HOST = 100
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")


def normalised_host(text: str) -> str:
    """The host name as it is stored and asked for: lower case, in ASCII (IDNA).

    Raises:
        ValueError: it is no host name.
    """
    name = text.strip().lower().removesuffix(".")
    # Python's codec raises UnicodeError, which is a ValueError, for empty and for too long labels.
    ascii_name = name.encode("idna").decode("ascii")
    labels = ascii_name.split(".")
    if len(ascii_name) > LONGEST_HOST or not all(LABEL.fullmatch(label) for label in labels):
        raise ValueError(text)
    if labels[-1].isdigit():
        raise ValueError(text)
    return ascii_name


class KnownHosts:
    """The host names of all sites, as seen by this process."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Read the Site table again at the next question."""
        self._paths: dict[str, str] = {}
        self._read_at = float("-inf")

    def __contains__(self, host: str) -> bool:
        if host in settings.EXTRA_HOSTS:
            return True
        self._read(host)
        return host in self._paths

    def base_path(self, host: str) -> str:
        """The path that the site at `host` stands below, as `/bti`; empty for most."""
        self._read(host)
        return self._paths.get(host, "")

    def _read(self, host: str) -> None:
        age = time.monotonic() - self._read_at
        if age > KNOWN_FOR_SECONDS or (host not in self._paths and age > ASK_AGAIN_AFTER_SECONDS):
            sites = Site.objects.values_list("hostname", "municipality__base_path")
            self._paths = {name: path or "" for name, path in sites}
            self._read_at = time.monotonic()


known_hosts = KnownHosts()


class KnownHostMiddleware:
    """Answers 400 to a host of no site, before anything else looks at the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host, _port = split_domain_port(request.META.get("HTTP_HOST", "").lower())
        # The probes of the machine itself come by address and must answer when the database is down.
        if not request.path_info.startswith("/-/") and host not in known_hosts:
            return HttpResponse(PAGE, status=400)
        return self.get_response(request)
