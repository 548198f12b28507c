"""Rules about decision trees: every path ends, and the endings lead somewhere."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from bti_portal.registers.models import HelpLine
from handlingsveileder.preflight.facts import Facts
from handlingsveileder.preflight.findings import Fault, Severity, rule
from handlingsveileder.preflight.link_rules import is_gone, target
from handlingsveileder.ways_on import StoredEnding, StoredExit, endings_of
from tjenesteoversikt.models import Service

TREE = "handlingsveileder.DecisionTreePage"


@rule(TREE, severity=Severity.BLOCKING, title=gettext_lazy("Every path of the tree ends"))
def path_without_end(tree: Page, facts: Facts) -> Iterator[Fault]:
    """What the tree itself finds wrong (`Fault`s with a message and a place)."""
    for fault in getattr(tree, "faults", ()):
        yield Fault(fault.message, fault.where)


@rule(TREE, severity=Severity.ADVICE, title=gettext_lazy("Every ending is reached"))
def loose_end(tree: Page, facts: Facts) -> Iterator[Fault]:
    """What the tree itself thinks was forgotten."""
    for fault in getattr(tree, "loose_ends", ()):
        yield Fault(fault.message, fault.where)


def _ways(tree: Page) -> Iterator[tuple[StoredEnding, StoredExit]]:
    for ending in endings_of(tree):
        for way in ending.ways:
            yield ending, way


def _told(words: str, ending: StoredEnding, way: StoredExit, **more: str) -> Fault:
    return Fault(words.format(ending=ending.heading, **more), way.place)


@rule(TREE, severity=Severity.BLOCKING, title=gettext_lazy("Endings that lead somewhere"))
def dead_ending(tree: Page, facts: Facts) -> Iterator[Fault]:
    """An ending that leads nowhere, or to what is gone."""
    nowhere = _("A way on from the ending «{ending}» leads nowhere. Choose where, or remove it.")
    gone = {
        "help_line": _("The ending «{ending}» leads to a help line that is gone."),
        "service": _("The ending «{ending}» leads to a service that is gone."),
    }
    gone_page = _("The ending «{ending}» leads to a page that is deleted.")
    for ending, way in _ways(tree):
        if is_gone(way, facts):
            yield _told(gone.get(way.kind, gone_page) if way.value else nowhere, ending, way)


@rule(TREE, severity=Severity.BLOCKING, title=gettext_lazy("Endings that lead to open pages"))
def unpublished_ending(tree: Page, facts: Facts) -> Iterator[Fault]:
    """An ending that leads to a page readers had, and no longer have, or that is closed to them."""
    taken_away = _("The ending «{ending}» leads to «{page}», which is no longer published.")
    closed = _("The ending «{ending}» leads to «{page}», which is not open to readers.")
    for ending, way in _ways(tree):
        cited = target(way, facts)
        if cited and cited.was_live and not cited.is_live:
            yield _told(taken_away, ending, way, page=cited.title)
        elif cited and cited.is_private:
            yield _told(closed, ending, way, page=cited.title)


@rule(TREE, severity=Severity.ADVICE, title=gettext_lazy("Endings that readers see all of"))
def hidden_ending(tree: Page, facts: Facts) -> Iterator[Fault]:
    """A way on that readers are not shown: the ending has to help without it."""
    draft = _(
        "The ending «{ending}» leads to «{page}», which is not published yet. Until then readers"
        " do not see it."
    )
    service_hidden = _(
        "The ending «{ending}» leads to the service «{service}», which is not shown on this site."
    )
    for ending, way in _ways(tree):
        cited = target(way, facts)
        if cited and not cited.is_live and not cited.was_live:
            yield _told(draft, ending, way, page=cited.title)
        service = facts.row(Service, int(way.value or 0)) if way.kind == "service" else None
        if service and service.pk not in facts.shown_services:
            yield _told(service_hidden, ending, way, service=str(service))


@rule(TREE, severity=Severity.ADVICE, title=gettext_lazy("Endings with a number to call"))
def silent_ending(tree: Page, facts: Facts) -> Iterator[Fault]:
    """An ending that tells readers to call, and shows them no help line at all."""
    words = _(
        "The ending «{ending}» leads to «{line}», which has no checked number. Readers do not see"
        " it."
    )
    for ending in endings_of(tree):
        calls = [
            (way, facts.row(HelpLine, int(way.value or 0)))
            for way in ending.ways
            if way.kind == "help_line"
        ]
        if not any(line and line.can_be_reached for _way, line in calls):
            for way, line in calls:
                if line:
                    yield _told(words, ending, way, line=line.name)
