"""A site below a path of another site: https://www.fjordvik.kommune.no/bti/ instead of a host of its own.

The path belongs to the site, so an answer depends on nothing but host and path, as it does for
every other site. Two proxies are understood: one that passes the whole path on, and one that takes
the base path away and says so in `X-Forwarded-Prefix`. That header is believed only where it says
what the site itself says.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.request import split_domain_port
from django.urls import get_script_prefix, set_script_prefix
from wagtail.admin.menu import (
    MenuItem,
    SubmenuMenuItem,
    admin_menu,
    help_menu,
    reports_menu,
    settings_menu,
)
from wagtail.admin.search import SearchArea, admin_search_areas
from wagtail.models import Site

from bti_portal.accounts.admin_address import without_prefix
from bti_portal.shell.hosts import PAGE, known_hosts

PROBES = "/-/"


def base_path_of(site: Site) -> str:
    """The path that `site` stands below, as `/bti`; empty for a site with its own host name."""
    return known_hosts.base_path(site.hostname)


def address_of(site: Site, path: str = "/") -> str:
    """The full address of `path` at `site`, as `reverse` gives it for whichever site is asked."""
    return f"{site.root_url}{base_path_of(site)}{without_prefix(path)}"


def path_at(root_url: str, path: str) -> str:
    """`path`, as `reverse` gives it now, at the site with `root_url` (as `https://bti.example`)."""
    return known_hosts.base_path(urlsplit(root_url).hostname or "") + without_prefix(path)


@contextmanager
def _below(prefix: str) -> Iterator[None]:
    before = get_script_prefix()
    set_script_prefix(prefix)
    try:
        yield
    finally:
        set_script_prefix(before)


class BasePathMiddleware:
    """Lets a site with a base path be asked below it, and nowhere else on that host."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host, _port = split_domain_port(request.META.get("HTTP_HOST", "").lower())
        is_probe = request.path_info.startswith(PROBES)
        base = "" if is_probe else known_hosts.base_path(host)
        if not base:
            return self.get_response(request)
        if request.path_info == base:
            return HttpResponsePermanentRedirect(f"{base}/")
        if request.path_info.startswith(f"{base}/"):
            request.path_info = request.path_info.removeprefix(base)
        elif request.headers.get("X-Forwarded-Prefix", "").rstrip("/") != base:
            return HttpResponse(PAGE, status=404)
        request.path = base + request.path_info
        request.META["SCRIPT_NAME"] = base
        request.META["PATH_INFO"] = request.path_info
        _move_menus()
        with _below(f"{base}/"):
            response = self.get_response(request)
        for cookie in response.cookies.values():
            # The rest of the host is somebody else's.
            if cookie["path"] == "/":
                cookie["path"] = f"{base}/"
        return response


@cache
def _move_menus() -> None:
    """Wagtail makes the addresses of its menus once and for all: let each be told anew instead."""
    with _below("/"):
        menus = [admin_menu, settings_menu, reports_menu, help_menu]
        for menu in menus:
            for item in menu.registered_menu_items:
                if isinstance(item, SubmenuMenuItem) and item.menu not in menus:
                    menus.append(item.menu)
                _move(item)
        for area in admin_search_areas.registered_search_areas:
            _move(area)


def _move(item: MenuItem | SearchArea) -> None:
    kind = type(item)
    item.__class__ = type(kind.__name__, (_Moved, kind), {})


class _Moved:
    """Something in Wagtail's menus, at an address below the base path of the site that is asked."""

    @property
    def url(self) -> str:
        own = self.__dict__["url"]
        return get_script_prefix() + own.removeprefix("/") if own.startswith("/") else own
