"""Checks the texts of a page or a row against the words of a municipality."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from wagtail.models import Site

from bti_portal.language_check.findings import Finding, Kind, Outcome, Text
from bti_portal.norsk import other_form
from bti_portal.norsk.other_form import Form
from bti_portal.norsk.readability import Heaviness, lix, sentences
from bti_portal.registers.terms import FORMS, TermPair, accepted_words, terms_for
from bti_portal.shell.models import municipality_for

ORDER = list(Kind)


@dataclass(frozen=True)
class Checker:
    """Knows the terms, the accepted words and the names of one municipality."""

    terms: tuple[TermPair, ...] = ()
    accepted: frozenset[str] = frozenset()

    @classmethod
    def of(cls, site: Site) -> Checker:
        """The checker of `site`, in three queries."""
        return cls(terms_for(site), accepted_words(site) | _names_of(site))

    def check(self, texts: Iterable[Text], form: str) -> Outcome:
        """What there is to say of `texts`, which stand together, in the form they are written in."""
        texts = list(texts)
        if form not in FORMS:
            return Outcome(form)
        known: Form = "nn" if form == "nn" else "nb"
        found = [finding for text in texts for finding in self._in_text(text, known)]
        found += self._mixed(texts, known)
        whole = "\n".join(text.words for text in texts)
        number = lix(whole)
        if number is not None and number >= Heaviness.HEAVY:
            first = texts[0] if len(texts) == 1 else replace(texts[0], label="", url="")
            found.append(Finding(Kind.HEAVY, form, first, number=number))
        return Outcome(form, tuple(sorted(found, key=lambda one: ORDER.index(one.kind))), number)

    def _in_text(self, text: Text, form: Form) -> Iterator[Finding]:
        hidden = other_form.hide(text.words, self.accepted)
        told = set()
        for finding in self._against_terms(text, hidden, form):
            told.add(finding.start)
            yield finding
        for slip in other_form.slips(text.words, form, self.accepted):
            if slip.start not in told:
                yield Finding(Kind.FORM, form, text, slip.word, slip.start, slip.suggestions)
        for sentence in sentences(text.words):
            if sentence.is_long:
                yield Finding(
                    *(Kind.LONG, form, text, sentence.words),
                    start=text.words.find(sentence.words, sentence.start),
                    number=sentence.length,
                )

    def _against_terms(self, text: Text, hidden: str, form: Form) -> Iterator[Finding]:
        for pattern, kind, term in self._patterns[form]:
            usage = term.in_form(form)
            for found in pattern.finditer(hidden):
                start, end = found.span()
                word = text.words[start:end]
                if word.lower() not in self.accepted:
                    instead = (usage.preferred,) if usage.preferred else ()
                    yield Finding(kind, form, text, word, start, instead, note=usage.note)

    @cached_property
    def _patterns(self) -> dict[str, list[tuple[re.Pattern[str], Kind, TermPair]]]:
        found: dict[str, list[tuple[re.Pattern[str], Kind, TermPair]]] = {}
        for form in FORMS:
            found[form] = [
                (_pattern(words), kind, term)
                for term in self.terms
                for kind, words in (
                    (Kind.FORBIDDEN, term.in_form(form).forbidden),
                    (Kind.DISCOURAGED, term.in_form(form).discouraged),
                )
                if words
            ]
        return found

    def _mixed(self, texts: list[Text], form: Form) -> Iterator[Finding]:
        """Of two ways to write a word, both used, where the one used least stands first."""
        pairs = other_form.choices(form)
        counts: Counter[str] = Counter()
        places: dict[str, tuple[Text, other_form.Spot]] = {}
        for text in texts:
            for spot in other_form.spots(other_form.hide(text.words, self.accepted)):
                word = spot.word.lower()
                if word in pairs and word not in self.accepted:
                    counts[word] += 1
                    places.setdefault(word, (text, spot))
        for word, (text, spot) in places.items():
            other = next(one for one in pairs[word] if one != word)
            is_least = (counts[word], word) < (counts[other], other)
            if counts[other] and is_least:
                yield Finding(Kind.MIXED, form, text, spot.word, spot.start, (other,))


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    either = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _names_of(site: Site) -> frozenset[str]:
    """What the municipality is called, in both forms, and each word of it."""
    row = municipality_for(site)
    names = [
        getattr(row, f"{name}_{form}", "") or ""
        for name in ("name", "slogan", "model_name", "model_long_name")
        for form in FORMS
    ]
    whole = {name.lower() for name in (*names, site.site_name) if name}
    return frozenset(whole | {word for name in names[:2] for word in name.lower().split()})
