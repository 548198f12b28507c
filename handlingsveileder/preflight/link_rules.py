"""Rules about where a page leads: the ways on from its decisions, and its other links."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from bti_portal.registers.models import HelpLine
from handlingsveileder.preflight.facts import GUIDE, STEP, CitedPage, Facts
from handlingsveileder.preflight.findings import Fault, Severity, rule
from handlingsveileder.stored_values import citations_of
from handlingsveileder.ways_on import PAGES, StoredDecision, StoredExit, decisions_of, endings_of
from tjenesteoversikt.models import Service


def _ways(page: Page) -> Iterator[tuple[StoredDecision, StoredExit]]:
    for decision in decisions_of(page):
        for way in decision.exits:
            yield decision, way


def _told(words: str, decision: StoredDecision, way: StoredExit, **more: str) -> Fault:
    return Fault(words.format(question=decision.question, exit=way.label, **more), way.place)


def target(way: StoredExit, facts: Facts) -> CitedPage | None:
    """The page that a way on leads to; None when it is gone, or no page."""
    return facts.pages.get(int(way.value or 0)) if way.kind in PAGES else None


@rule(GUIDE, STEP, severity=Severity.BLOCKING, title=gettext_lazy("Decisions with ways on"))
def no_exits(page: Page, facts: Facts) -> Iterator[Fault]:
    """A question that one cannot answer."""
    for decision in decisions_of(page):
        if not decision.exits:
            words = _("The decision «{question}» has no way on.")
            yield Fault(words.format(question=decision.question), decision.place)


@rule(GUIDE, STEP, severity=Severity.BLOCKING, title=gettext_lazy("Ways on that lead somewhere"))
def dead_exit(page: Page, facts: Facts) -> Iterator[Fault]:
    """A way on that leads nowhere, or to what is gone."""
    nowhere = _("«{exit}» in the decision «{question}» leads nowhere. Choose where.")
    gone = {
        "help_line": _("«{exit}» in the decision «{question}» leads to a help line that is gone."),
        "service": _("«{exit}» in the decision «{question}» leads to a service that is gone."),
        "address": nowhere,
    }
    gone_page = _("«{exit}» in the decision «{question}» leads to a page that is deleted.")
    for decision, way in _ways(page):
        if not way.kind:
            yield _told(nowhere, decision, way)
        elif is_gone(way, facts):
            words = gone.get(way.kind, gone_page) if way.value else nowhere
            yield _told(words, decision, way)


def is_gone(way: StoredExit, facts: Facts) -> bool:
    """Whether there is nothing where a way on leads."""
    if way.kind in {"stay", "close"}:
        return False
    if way.kind == "address" or not way.value:
        return not way.value
    if way.kind in PAGES:
        return target(way, facts) is None
    return facts.row(HelpLine if way.kind == "help_line" else Service, int(way.value)) is None


@rule(GUIDE, STEP, severity=Severity.BLOCKING, title=gettext_lazy("Ways on that are published"))
def unpublished_exit(page: Page, facts: Facts) -> Iterator[Fault]:
    """A way on to a page that readers had, and no longer have, or that is closed to them."""
    taken_away = _(
        "«{exit}» in the decision «{question}» leads to «{page}», which is no longer published."
    )
    closed = _(
        "«{exit}» in the decision «{question}» leads to «{page}», which is not open to readers."
    )
    for decision, way in _ways(page):
        cited = target(way, facts)
        if cited and cited.was_live and not cited.is_live:
            yield _told(taken_away, decision, way, page=cited.title)
        elif cited and cited.is_private:
            yield _told(closed, decision, way, page=cited.title)


@rule(GUIDE, STEP, severity=Severity.WHOLE, title=gettext_lazy("Ways on that are being written"))
def exit_to_draft(page: Page, facts: Facts) -> Iterator[Fault]:
    """A way on to a page that has never been published: a new guide is made page by page."""
    words = _(
        "«{exit}» in the decision «{question}» leads to «{page}», which is not published yet."
        " Until then readers see the words, without a link."
    )
    for decision, way in _ways(page):
        cited = target(way, facts)
        if cited and not cited.is_live and not cited.was_live:
            yield _told(words, decision, way, page=cited.title)


@rule(GUIDE, STEP, severity=Severity.ADVICE, title=gettext_lazy("Ways on in the same form"))
def exit_to_other_form(page: Page, facts: Facts) -> Iterator[Fault]:
    """A way on to the other form of Norwegian, as in a page that was copied to be translated."""
    words = _(
        "«{exit}» in the decision «{question}» leads to «{page}», which is in the other form of"
        " Norwegian."
    )
    for decision, way in _ways(page):
        cited = target(way, facts)
        if cited and cited.locale_id != page.locale_id:
            yield _told(words, decision, way, page=cited.title)


@rule(GUIDE, STEP, severity=Severity.BLOCKING, title=gettext_lazy("Services shown on the site"))
def hidden_service(page: Page, facts: Facts) -> Iterator[Fault]:
    """A way on to a service that the site's readers cannot see."""
    words = _(
        "«{exit}» in the decision «{question}» leads to the service «{service}», which is not"
        " shown on this site."
    )
    for decision, way in _ways(page):
        service = facts.row(Service, int(way.value or 0)) if way.kind == "service" else None
        if service and service.pk not in facts.shown_services:
            yield _told(words, decision, way, service=str(service))


@rule(GUIDE, STEP, severity=Severity.BLOCKING, title=gettext_lazy("Help lines with a number"))
def silent_help_line(page: Page, facts: Facts) -> Iterator[Fault]:
    """A way on to a help line that readers are given no number of."""
    words = _(
        "«{exit}» in the decision «{question}» leads to «{line}», which has no checked number."
        " Check the number in the register, or choose another way on."
    )
    for decision, way in _ways(page):
        line = facts.row(HelpLine, int(way.value or 0)) if way.kind == "help_line" else None
        if line and not line.shown_number:
            yield _told(words, decision, way, line=line.name)


@rule(severity=Severity.ADVICE, title=gettext_lazy("Links that lead somewhere"))
def dead_link(page: Page, facts: Facts) -> Iterator[Fault]:
    """Another link to a page that readers do not have."""
    on_a_way = {f"{way.place}." for _decision, way in _ways(page)}
    on_a_way |= {way.place for ending in endings_of(page) for way in ending.ways}
    for citation in citations_of(page):
        if not issubclass(citation.model, Page) or citation.place.startswith(tuple(on_a_way)):
            continue
        cited = facts.pages.get(citation.pk)
        if cited is None:
            yield Fault(_("A link leads to a page that is deleted."), citation.place)
        elif not cited.is_live:
            words = _("A link leads to «{page}», which is not published.")
            yield Fault(words.format(page=cited.title), citation.place)
