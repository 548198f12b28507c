"""What an outsider sees behind a link to a draft: without log-in, cookies, or a trace."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from bti_portal.previews import scope
from bti_portal.previews.inviting import LinkClosed, NoSuchLink, opened_by
from bti_portal.previews.models import PreviewLink
from bti_portal.shell.languages import ENDONYMS
from bti_portal.shell.outline import site_of

View = Callable[..., HttpResponse]
# Made of what is published: documents, posters and the search of a guide.
NOT_OF_DRAFTS = frozenset({"pdf", "plakat", "sok"})


def _closed(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    context = {"title": title, "words": words}
    return render(request, "previews/closed.html", context, status=status)


def _answered(request: HttpRequest, view: View, token: str, **kwargs: Any) -> HttpResponse:
    try:
        site = site_of(request)
        if site is None:
            raise NoSuchLink
        return view(request, opened_by(token, site), token, **kwargs)
    except (NoSuchLink, Http404):
        title = _("This link opens nothing")
        words = _("See that you have the whole link. If you have, ask who sent it for a new one.")
        status = 404
    except LinkClosed:
        title = _("This link no longer works")
        words = _("A link to a draft holds for some days only. Ask who sent it for a new one.")
        status = 410
    if hasattr(request, "_draft_outline"):
        del request._draft_outline
    return _closed(request, status, title, words)


def behind_a_link(view: View) -> View:
    """Opens the link; every answer is kept from caches, search engines and the next site."""

    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        response = _answered(request, view, token, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return guarded


def _in_language(language: str, token: str) -> str:
    """The address of the link in a form of Norwegian."""
    with override(language):
        return reverse("preview_link", args=[token])


@behind_a_link
def opened(request: HttpRequest, link: PreviewLink, token: str) -> HttpResponse:
    """What the link is about."""
    thing = scope.thing_of(link)
    if isinstance(thing, Page):
        return _page(request, link, token, thing, thing.pk, "")
    return _row(request, link, token, thing)


@behind_a_link
def page_behind(
    request: HttpRequest, link: PreviewLink, token: str, pk: int, rest: str = ""
) -> HttpResponse:
    """Another page that the link opens, or an address below one."""
    thing = scope.thing_of(link)
    if not isinstance(thing, Page):
        raise Http404
    return _page(request, link, token, thing, pk, rest)


def _page(
    request: HttpRequest, link: PreviewLink, token: str, whole: Page, pk: int, rest: str
) -> HttpResponse:
    language = whole.locale.language_code
    if language != get_language():
        return redirect(_in_language(language, token))

    def address_of(number: int) -> str:
        return reverse("preview_page", args=[token, number])

    pages = scope.show_pages(request, link, whole, address_of)
    if whole.pk not in pages:
        # It is for those who log in now, or belongs to somebody else.
        raise LinkClosed
    page = pages.get(pk)
    if page is None or NOT_OF_DRAFTS & set(rest.split("/")):
        raise Http404
    page.read_as_draft(pages.values())
    if not hasattr(page, "resolve_subpage"):
        if rest:
            raise Http404
        return _rendered(page.serve(request))
    try:
        view, args, kwargs = page.resolve_subpage(f"/{rest}")
    except Resolver404 as fault:
        raise Http404 from fault
    return _rendered(page.serve(request, view, args, kwargs))


def _rendered(response: Any) -> HttpResponse:
    return response.render() if hasattr(response, "render") else response


def _row(request: HttpRequest, link: PreviewLink, token: str, row: Any) -> HttpResponse:
    modes = [mode for mode, _label in row.preview_modes]
    if row.site_id != link.site_id or not modes:
        raise LinkClosed
    language = get_language()
    if language not in modes:
        return redirect(_in_language(modes[0], token))
    forms = tuple(
        (ENDONYMS.get(mode, mode), mode, _in_language(mode, token))
        for mode in modes
        if mode != language
    )
    scope.show_row(request, link, forms)
    return _rendered(row.get_latest_revision_as_object().serve_preview(request, language))
