"""The reader's pages about a guide's versions: what is new, the difference, and old texts."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import path
from wagtail.models import Page

from bti_portal.shell.languages import ENDONYMS
from bti_portal.shell.navigation import Link, Shell
from handlingsveileder.comparing import compare
from handlingsveileder.guide_parts import parts_of

if TYPE_CHECKING:
    from handlingsveileder.models import GuideVersion

NEWS = "nytt/"
# Wagtail's addresses have words and hyphens in them, no dots.
NOT_IN_AN_ADDRESS = re.compile(r"[^\w-]+")


def words_of(versions: list[GuideVersion]) -> dict[str, GuideVersion]:
    """The versions by what stands for each in an address; the newest first, as they come."""
    words: dict[str, GuideVersion] = {}
    for version in reversed(versions):
        word = NOT_IN_AN_ADDRESS.sub("-", version.version).strip("-").lower() or "versjon"
        words[f"{word}-{version.pk}" if word in words else word] = version
    return dict(reversed(words.items()))


class VersionRoutes:
    """Addresses below a guide: `nytt/`, `nytt/2-0/` and `nytt/2-0/teksten/`."""

    @path(NEWS)
    def news(self, request: HttpRequest) -> HttpResponse:
        """The versions, the newest first: what is new, from when, and who has approved it."""
        title = _("What is new in the guide")
        return self._answer(request, "guide_news", title, NEWS, changed_since=self._changed_since())

    def _changed_since(self) -> list[Page]:
        """The published levels and steps that were published again after the newest version."""
        newest = self.versions.defer("document").first()
        if newest is None:
            return []
        below = self.get_descendants().live().public()
        return list(below.filter(last_published_at__gt=newest.recorded_at).order_by("path"))

    @path(f"{NEWS}<str:word>/")
    def difference(self, request: HttpRequest, word: str) -> HttpResponse:
        """What is different in a version from the one before, or from the one in `?mot=`."""
        words = self._words
        version, against = words.get(word), words.get(request.GET.get("mot", ""))
        if version is None or ("mot" in request.GET and against is None):
            return self._no_such_version(request, word if version is None else request.GET["mot"])
        in_order = list(words.values())
        if "mot" not in request.GET:
            against = next(iter(in_order[in_order.index(version) + 1 :]), None)
        # Read from the older to the newer, whichever was asked for first.
        old, new = against, version
        if against and in_order.index(against) < in_order.index(version):
            old, new = version, against
        title = _("Version %(version)s") % {"version": version.version}
        return self._answer(
            request,
            "guide_difference",
            title,
            f"{NEWS}{quote(word)}/",
            version=version,
            word=word,
            old=old,
            new=new,
            changes=compare(old.document, new.document) if old else [],
        )

    @path(f"{NEWS}<str:word>/teksten/")
    def text_of_version(self, request: HttpRequest, word: str) -> HttpResponse:
        """A version as it was, in plain words."""
        version = self._words.get(word)
        if version is None:
            return self._no_such_version(request, word)
        title = _("Version %(version)s as it was") % {"version": version.version}
        parts = parts_of(version.document)
        tail = f"{NEWS}{quote(word)}/teksten/"
        return self._answer(
            request, "guide_version", title, tail, version=version, word=word, parts=parts
        )

    @property
    def _words(self) -> dict[str, GuideVersion]:
        return words_of(list(self.versions.all()))

    def _tails(self, tail: str, more: dict[str, Any]) -> str | dict[str, str]:
        """The address in each language: a form that lacks the version leads to what is new there."""
        if "version" not in more:
            return tail
        twins = type(self).objects.filter(translation_key=self.translation_key)
        having = twins.filter(versions__version=more["version"].version)
        codes = set(having.values_list("locale__language_code", flat=True))
        return {code: tail if code in codes else NEWS for code in ENDONYMS}

    def _no_such_version(self, request: HttpRequest, word: str) -> HttpResponse:
        title = _("There is no such version")
        return self._answer(
            request, "unknown_version", title, NEWS, HTTPStatus.NOT_FOUND, asked_for=word
        )

    def _answer(
        self,
        request: HttpRequest,
        template: str,
        title: str,
        tail: str,
        status: int = HTTPStatus.OK,
        **more: Any,
    ) -> HttpResponse:
        shell = Shell(request, self, tail=self._tails(tail, more), below=Link(title, ""))
        context = self.get_context(request) | {"shell": shell, "heading": title} | more
        # The texts of all versions are long; only those that are compared are read.
        kept = list(self.versions.defer("document"))
        context["versions"] = list(words_of(kept).items())
        context["news_url"] = f"{self.get_url(request)}{NEWS}"
        return render(request, f"handlingsveileder/{template}.html", context, status=status)
