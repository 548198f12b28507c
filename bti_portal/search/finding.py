"""Search over everything a site shows: services, steps, tools and articles, in one order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bti_portal.caching import generations
from bti_portal.finding.asking import Reply, ask
from bti_portal.finding.index import Answer, Hit, Index
from bti_portal.finding.keeping import index_of
from bti_portal.registers.synonyms import synonyms_of
from bti_portal.shell.languages import in_reader_language
from bti_portal.shell.navigation import Shell
from bti_portal.shell.outline import generation_of
from handlingsveileder.search import KIND as PAGE
from handlingsveileder.search import KINDS as PAGE_KINDS
from tjenesteoversikt.listing import rows_of
from tjenesteoversikt.models import address_below_catalogue
from tjenesteoversikt.queries import catalogue_in
from tjenesteoversikt.search import KIND as SERVICE

# What readers can choose among, as in addresses, with the answers of entries that are of that kind.
KINDS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "tenester": (_("Services"), (f"kind:{SERVICE}",)),
    "steg": (_("The guide"), ("slag:guide", "slag:level", "slag:step", "slag:signs")),
    "verktoy": (_("Tools"), ("slag:tool",)),
    "hjelp": (_("Articles and help to choose"), ("slag:article", "slag:tree", "slag:training")),
}
NAMES: dict[str, str | Promise] = {
    "service": _("Service"),
    "guide": _("Guide"),
    "level": _("Level in the guide"),
    "step": _("Step in the guide"),
    "signs": _("Signs"),
    "tool": _("Tool"),
    "article": _("Article"),
    "tree": _("Help to choose"),
    "training": _("Training"),
}


@dataclass(frozen=True)
class Result:
    """Something found, as readers are shown it; `language` only where it is another than theirs."""

    kind: str
    title: str
    url: str
    text: str = ""
    language: str = ""

    @property
    def kind_name(self) -> str | Promise:
        return NAMES[self.kind]


@dataclass(frozen=True)
class SiteSearch:
    """What a site has for the words a reader typed.

    Attributes:
        shell: the surroundings of the reader's page: site, language and outline.
        words: what was typed.
        kind: one of `KINDS`, or empty for everything.
    """

    shell: Shell
    words: str
    kind: str = ""

    @cached_property
    def _index(self) -> Index:
        return index_of(self.shell.site.pk, self.shell.language)

    @cached_property
    def _reply(self) -> Reply:
        over = self._index.over(timezone.localdate().isoformat())
        site = self.shell.site
        synonyms = generations.memory.recall(
            generation_of(self.shell.request), ("synonyms", site.pk), lambda: synonyms_of(site.pk)
        )
        return ask(self._index, self.words, synonyms, self._index.all & ~over)

    @property
    def suggestion(self) -> str | None:
        """The spelling that was looked for instead of what was typed."""
        return self._reply.suggestion

    @property
    def has_all(self) -> bool:
        return self._reply.answer.has_all

    def _of(self, kind: str) -> int:
        found = 0
        for facet in KINDS[kind][1]:
            found |= self._index.having(facet)
        return found

    @cached_property
    def _found(self) -> Answer:
        if not self.words:
            return self._reply.answer.within(0)
        return self._reply.answer.within(self._of(self.kind)) if self.kind else self._reply.answer

    @property
    def choices(self) -> list[tuple[str, str | Promise, int]]:
        """The kinds of which something was found: word of the address, label and number."""
        hits = self._reply.answer.hits if self.words else 0
        told = [(kind, KINDS[kind][0], (hits & self._of(kind)).bit_count()) for kind in KINDS]
        return [one for one in told if one[2]]

    def __len__(self) -> int:
        return len(self._found)

    def __getitem__(self, part: slice) -> list[Result]:
        """A part of what was found, best first. One query for the services in it."""
        start = part.start or 0
        return list(self._results(self._found.cut(start, part.stop - start)))

    def _results(self, hits: Iterable[Hit]) -> Iterable[Result]:
        hits = list(hits)
        keys = [hit.object_id for hit in hits if hit.kind == SERVICE]
        services = {row.pk: row for row in rows_of(self.shell.site, keys)}
        outline = self.shell.outline
        catalogue = catalogue_in(outline, self.shell.language)
        for hit in hits:
            if hit.kind == PAGE:
                page = outline.with_pk(hit.object_id)
                if page and not outline.is_restricted(page.path):
                    yield Result(PAGE_KINDS[page.model], page.title, page.url)
            elif hit.object_id in services and catalogue:
                shown = services[hit.object_id].shown
                title, language = in_reader_language(shown, "name")
                text, _language = in_reader_language(shown, "summary")
                other = language if language != self.shell.language else ""
                url = catalogue.url + address_below_catalogue(shown)
                yield Result("service", title, url, text, other)
