"""Addresses below a page of the guide: the page as a document, a level as a poster, search."""

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import path

from handlingsveileder import guide_search, printouts


class PrintedPage:
    """A page that can be had as a document, as it stands or as one arena sees it.

    Put before `RoutablePageMixin`, which finds the addresses.
    """

    @path("pdf/")
    def pdf(self, request: HttpRequest) -> HttpResponse:
        return printouts.document(request, self)

    @path("for/<slug:word>/pdf/")
    def pdf_for_arena(self, request: HttpRequest, word: str) -> HttpResponse:
        return printouts.document(request, self, word)


class PosterPage:
    """A level, which can also hang on a wall."""

    @path("plakat/")
    def poster(self, request: HttpRequest) -> HttpResponse:
        return printouts.poster(request, self)


class SearchedPage:
    """A guide, in which one can search."""

    @path(guide_search.TAIL)
    def search_inside(self, request: HttpRequest) -> HttpResponse:
        return guide_search.search(request, self)

    @path(f"for/<slug:word>/{guide_search.TAIL}")
    def search_inside_for_arena(self, request: HttpRequest, word: str) -> HttpResponse:
        return guide_search.search(request, self, word)
