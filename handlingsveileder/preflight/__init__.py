"""Preflight: what is wrong with a page of the guide, found before its readers find it.

Rules are pure functions of a page, as its editor sees it, and of `Facts` about what it cites.
`findings_of` runs them; `handlingsveileder.publishing` refuses to publish what they block. A
module adds rules for a page type with `@rule`; the modules of rules are imported here.
"""

from __future__ import annotations

from collections.abc import Sequence

from wagtail.models import Page

from handlingsveileder.preflight import ladder_rules, link_rules, text_rules, tree_rules
from handlingsveileder.preflight.facts import gather, published_together
from handlingsveileder.preflight.findings import (
    Fault,
    Finding,
    Rule,
    Severity,
    findings_on,
    rule,
    rule_named,
)

__all__ = [
    "Fault",
    "Finding",
    "Rule",
    "Severity",
    "findings_of",
    "findings_of_all",
    "ladder_rules",
    "link_rules",
    "published_together",
    "rule",
    "rule_named",
    "text_rules",
    "tree_rules",
]


def findings_of(page: Page) -> list[Finding]:
    """What is wrong with `page` as it stands in memory: a draft, or what is published."""
    return findings_on(page, gather([page]))


def findings_of_all(pages: Sequence[Page]) -> dict[int, list[Finding]]:
    """The same for several pages of one site, by primary key, with as many queries as for one."""
    if not pages:
        return {}
    facts = gather(pages)
    return {page.pk: findings_on(page, facts) for page in pages}
