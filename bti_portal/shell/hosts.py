"""Which host names the portal answers to: those of the Site table, and a few of the operator's.

The Site table is read once a minute, and at once when a host is unknown (but at most once a
second, so that a stranger who makes up names costs next to nothing). A municipality made in the
admin therefore answers without a restart, in every process.
"""

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


class KnownHosts:
    """The host names of all sites, as seen by this process."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Read the Site table again at the next question."""
        self._names: frozenset[str] = frozenset()
        self._read_at = float("-inf")

    def __contains__(self, host: str) -> bool:
        if host in settings.EXTRA_HOSTS:
            return True
        age = time.monotonic() - self._read_at
        is_known = host in self._names
        if age > KNOWN_FOR_SECONDS or (not is_known and age > ASK_AGAIN_AFTER_SECONDS):
            self._names = frozenset(Site.objects.values_list("hostname", flat=True))
            self._read_at = time.monotonic()
            is_known = host in self._names
        return is_known


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
