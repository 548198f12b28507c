"""The language check over all texts of a municipality, page by page."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from wagtail.models import Site

from bti_portal.language_check.checking import Checker
from bti_portal.language_check.findings import Finding, Kind, Outcome, Text
from bti_portal.language_check.panels import NOT_PROSE
from bti_portal.registers.terms import FORMS
from bti_portal.reports import own_texts
from bti_portal.reports.own_texts import OwnText
from tjenesteoversikt.models import Service


@dataclass(frozen=True)
class CheckedTexts:
    """The texts of one page or row in one form of Norwegian, with what was found in them."""

    title: str
    form_name: str
    edit_url: str
    is_live: bool
    outcome: Outcome

    @cached_property
    def counts(self) -> Counter[str]:
        """How many findings there are of each kind."""
        return Counter(finding.kind.value for finding in self.outcome.findings)

    @property
    def found(self) -> list[tuple[Kind, int]]:
        """The kinds there are findings of, in their order, each with how many."""
        return [(kind, self.counts[kind.value]) for kind in Kind if self.counts[kind.value]]


def check_site(site: Site, form: str = "") -> list[CheckedTexts]:
    """What there is to say of each page and row of `site`, those with most first.

    Args:
        site: the municipality's.
        form: only texts in this form; empty for both.
    """
    checker = Checker.of(site)
    wanted = {form} if form else set(FORMS)
    texts = [
        text
        for text in own_texts.of_site(site)
        if text.language in wanted and text.words and text.field not in _not_prose()
    ]
    # The two forms of a row stand beside each other, field by field.
    texts.sort(key=_whose)
    checked = []
    for (edit_url, language), together in groupby(texts, key=_whose):
        several = list(together)
        outcome = checker.check([_as_text(text) for text in several], language)
        first = several[0]
        checked.append(CheckedTexts(first.title, first.form, edit_url, first.is_live, outcome))
    return sorted(checked, key=lambda row: (-len(row.outcome.findings), row.title, row.form_name))


def findings_of(checked: list[CheckedTexts], kind: str = "") -> list[tuple[CheckedTexts, Finding]]:
    """Every finding with whose it is, the surest kinds first; of one kind, if it is named."""
    order = [one.value for one in Kind]
    found = [
        (row, finding)
        for row in checked
        for finding in row.outcome.findings
        if kind in {"", finding.kind.value}
    ]
    return sorted(found, key=lambda pair: order.index(pair[1].kind.value))


def _not_prose() -> set[object]:
    return {Service._meta.get_field(name).verbose_name for name in NOT_PROSE}


def _whose(text: OwnText) -> tuple[str, str]:
    return text.edit_url, text.language


def _as_text(text: OwnText) -> Text:
    return Text(text.words, text.field, text.edit_url)
