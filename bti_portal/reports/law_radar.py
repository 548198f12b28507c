"""Which pages and services a law touches, and which paragraphs stand in texts without a register.

Nothing is proposed from a guess: a replacement is named only when the register says what replaced
a paragraph, and the row it names has a source and has been checked.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry, Page, ReferenceIndex, Site
from wagtail.query import PageQuerySet

from bti_portal.registers.law_mentions import Mention, act_key, mentions, paragraph_key
from bti_portal.registers.models import LegalReference
from bti_portal.reports import own_texts
from tjenesteoversikt.models import Service

EXCERPT = 70


class Standing(models.TextChoices):
    """How a law stands today, the most urgent first."""

    GONE = "gone", _("No longer in force")
    REPLACED = "replaced", _("Replaced by another")
    COMING = "coming", _("Not in force yet")
    UNCHECKED = "unchecked", _("Nobody has checked it")
    DUE = "due", _("Time to check it again")
    HOLDS = "holds", _("Checked")

    @property
    def is_stale(self) -> bool:
        """Whether pages should no longer cite the law."""
        return self in {Standing.GONE, Standing.REPLACED}


def standing_of(law: LegalReference, today: datetime.date | None = None) -> Standing:
    """How `law` stands on a day."""
    today = today or timezone.localdate()
    if law.is_over(today):
        return Standing.GONE
    if law.replaced_by_id:
        return Standing.REPLACED
    if law.in_force_from and law.in_force_from > today:
        return Standing.COMING
    if not law.is_confirmed:
        return Standing.UNCHECKED
    if law.next_check and law.next_check < today:
        return Standing.DUE
    return Standing.HOLDS


def replacement_of(law: LegalReference) -> LegalReference | None:
    """What the register says stands instead of a law that no longer holds; only if confirmed."""
    return law.replacement(timezone.localdate()) if standing_of(law).is_stale else None


@dataclass(frozen=True)
class CitedLaw:
    """A law with the pages and services of some sites that cite it."""

    law: LegalReference
    pages: tuple[Page, ...] = ()
    services: tuple[Service, ...] = ()
    changed_at: datetime.datetime | None = None

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.law)

    @cached_property
    def replacement(self) -> LegalReference | None:
        return replacement_of(self.law)

    @property
    def total(self) -> int:
        return len(self.pages) + len(self.services)

    @cached_property
    def unseen(self) -> frozenset[int]:
        """Primary keys of pages not published since somebody changed the law in the register."""
        changed = self.changed_at
        return frozenset(
            page.pk
            for page in self.pages
            if changed and page.last_published_at and page.last_published_at < changed
        )


def citations(
    laws: Iterable[LegalReference], pages: PageQuerySet, site_ids: Collection[int]
) -> list[CitedLaw]:
    """For each law, which of `pages` and of the sites' own services cite it. Four queries."""
    by_pk = {law.pk: law for law in laws}
    references = list(_references(by_pk))
    known = {
        str(page.pk): page for page in pages.filter(pk__in={int(pk) for _law, pk in references})
    }
    cited_on: dict[int, list[Page]] = defaultdict(list)
    for law_pk, page_pk in references:
        if page_pk in known:
            cited_on[int(law_pk)].append(known[page_pk])
    in_services: dict[int, list[Service]] = defaultdict(list)
    through = Service.legal_references.through.objects.filter(
        service__site__in=site_ids, legalreference__in=by_pk
    )
    for link in through.select_related("service").order_by("service_id"):
        in_services[link.legalreference_id].append(link.service)
    changed = _changes(by_pk)
    return [
        CitedLaw(
            law,
            tuple(sorted(cited_on[pk], key=lambda page: page.path)),
            tuple(in_services[pk]),
            changed.get(pk),
        )
        for pk, law in by_pk.items()
    ]


def _references(laws: Iterable[int]) -> Iterable[tuple[str, str]]:
    """Pairs of a law and a page of whatever site that cites it."""
    return (
        ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(LegalReference),
            to_object_id__in=[str(pk) for pk in laws],
            base_content_type=ContentType.objects.get_for_model(Page),
        )
        .values_list("to_object_id", "object_id")
        .distinct()
    )


def _changes(laws: Iterable[int]) -> dict[int, datetime.datetime]:
    """When somebody last changed each law in the admin."""
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(LegalReference),
        object_id__in=[str(pk) for pk in laws],
        action="wagtail.edit",
        content_changed=True,
    )
    return {
        int(pk): moment
        for pk, moment in entries.values_list("object_id").annotate(Max("timestamp"))
    }


def cited_laws(site: Site) -> list[CitedLaw]:
    """The laws that `site` cites, those that need somebody first."""
    order = list(Standing)
    every = citations(_visible_to(site), own_texts.pages_of(site), [site.pk])
    found = [cited for cited in every if cited.total]
    return sorted(found, key=lambda cited: (order.index(cited.standing), str(cited.law)))


def _visible_to(site: Site) -> Iterable[LegalReference]:
    rows = LegalReference.objects.filter(Q(site=site) | Q(site=None))
    return rows.select_related("replaced_by")


@dataclass(frozen=True)
class Finding:
    """A reference typed into a text, with what the register knows of it."""

    text: own_texts.OwnText
    mention: Mention
    laws: tuple[LegalReference, ...] = ()

    @property
    def needs_act(self) -> bool:
        """Whether nobody can tell which act is meant."""
        return not self.mention.act

    @cached_property
    def standing(self) -> Standing | None:
        """The most urgent standing of the rows it is; None when the register has none of it."""
        order = list(Standing)
        return min((standing_of(law) for law in self.laws), key=order.index, default=None)

    @property
    def known(self) -> list[tuple[LegalReference, Standing, LegalReference | None]]:
        """The rows it is, each with how it stands and what stands instead, if that is confirmed."""
        return [(law, standing_of(law), replacement_of(law)) for law in self.laws]

    @property
    def before(self) -> str:
        words = self.text.words[: self.mention.start].rpartition("\n")[2]
        return words if len(words) <= EXCERPT else f"… {words[-EXCERPT:].partition(' ')[2]}"

    @property
    def after(self) -> str:
        words = self.text.words[self.mention.end :].partition("\n")[0]
        return words if len(words) <= EXCERPT else f"{words[:EXCERPT].rpartition(' ')[0]} …"


def typed_references(site: Site) -> list[Finding]:
    """Every reference to law typed into a text of `site`, those that need somebody first."""
    rows = _rows_by_name(_visible_to(site))
    found = []
    for text in own_texts.of_site(site):
        for mention in mentions(text.words):
            keys = [(act_key(mention.act), paragraph) for paragraph in mention.paragraphs]
            laws = tuple(rows[key] for key in keys if mention.act and key in rows)
            found.append(Finding(text, mention, laws))
    return sorted(found, key=_urgency)


def _rows_by_name(laws: Iterable[LegalReference]) -> dict[tuple[str, str], LegalReference]:
    """Rows by act and paragraph, in both forms. Of two alike the one that holds, then the own one."""
    rows: dict[tuple[str, str], LegalReference] = {}
    ordered = sorted(laws, key=lambda law: (not standing_of(law).is_stale, bool(law.site_id)))
    for law in ordered:
        for act in (law.act_nn, law.act_nb):
            if act and law.paragraph:
                rows[act_key(act), paragraph_key(law.paragraph)] = law
    return rows


def _urgency(finding: Finding) -> int:
    """What no longer holds; what names no act; what the register does not know; what holds."""
    if finding.standing and finding.standing.is_stale:
        return 0
    if finding.needs_act:
        return 1
    return 2 if finding.standing is None else 3
