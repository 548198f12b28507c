"""What a rule finds, and which rules hold for which page type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from wagtail.models import Page

if TYPE_CHECKING:
    from handlingsveileder.preflight.facts import Facts


class Severity(StrEnum):
    """What a finding stops.

    BLOCKING: the page is not published. WHOLE: the page is, for a guide is made page by page, but
    no new version of its guide is kept. ADVICE: nothing, it is only told.
    """

    BLOCKING = "blocking"
    WHOLE = "whole"
    ADVICE = "advice"


@dataclass(frozen=True)
class Fault:
    """What a rule yields: words for the editor, and the content path of the field or block."""

    words: str | Promise
    place: str = ""


Check = Callable[[Page, "Facts"], Iterable[Fault]]


@dataclass(frozen=True)
class Rule:
    """One thing that must be right.

    Attributes:
        name: what programs call it.
        title: what it is about, for people.
        pages: the labels of the page types it holds for; none means all.
    """

    name: str
    title: str | Promise
    severity: Severity
    check: Check
    pages: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Finding:
    """A fault on a page."""

    rule: Rule
    page: Page
    words: str
    place: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the page cannot be published with it."""
        return self.rule.severity is Severity.BLOCKING

    @property
    def blocks_version(self) -> bool:
        """Whether no new version of the guide can be published with it."""
        return self.rule.severity is not Severity.ADVICE

    @property
    def url(self) -> str:
        """Where the editor finds the field or the block."""
        anchor = f"#:w:contentpath={self.place}" if self.place else ""
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk]) + anchor


_rules: dict[str, Rule] = {}


def rule(*pages: str, severity: Severity, title: str | Promise) -> Callable[[Check], Check]:
    """Make a function a rule for the page types with these labels, or for all when none is given.

    The function gets a page as its editor sees it and the `Facts` about what it cites, asks the
    database for nothing, and yields a `Fault` for each thing that is wrong. Its name is the
    rule's. The module with it must be imported when the app is ready.
    """

    def register(check: Check) -> Check:
        _rules[check.__name__] = Rule(check.__name__, title, severity, check, frozenset(pages))
        return check

    return register


def rule_named(name: str) -> Rule | None:
    """The rule of this name, if there still is one."""
    return _rules.get(name)


def rules_for(page: Page) -> Iterator[Rule]:
    """The rules that hold for pages of its type, in the order they were made."""
    for one in _rules.values():
        if not one.pages or page._meta.label in one.pages:
            yield one


def findings_on(page: Page, facts: Facts) -> list[Finding]:
    """What all rules find on one page, the gravest first."""
    found = [
        Finding(one, page, str(fault.words), fault.place)
        for one in rules_for(page)
        for fault in one.check(page, facts)
    ]
    return sorted(found, key=lambda finding: list(Severity).index(finding.rule.severity))
