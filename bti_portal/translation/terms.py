"""The words that the machine is told, and those it must be told because it gets them wrong.

What a municipality calls things stands in the register of terms. The register has one form of each
word; the inflected forms that the machine must be told stand in a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wagtail.models import Site

from bti_portal.registers import terms as registers_terms
from bti_portal.shell.models import Municipality

DATA = Path(__file__).parent / "data"
# nn = nb: both ways; nn > nb: from nynorsk only; nn < nb: from bokmål only.
SIGNS = {" = ": ("nn", "nb"), " > ": ("nn",), " < ": ("nb",)}


@dataclass(frozen=True)
class Term:
    """A word in both forms; `from_forms` are those it is translated from."""

    nn: str
    nb: str
    from_forms: tuple[str, ...] = ("nn", "nb")


@cache
def _read(name: str) -> tuple[Term, ...]:
    terms = []
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        sign = next((sign for sign in SIGNS if sign in line), "")
        if sign:
            nn, nb = (part.strip() for part in line.split(sign))
            terms.append(Term(nn, nb, SIGNS[sign]))
    return tuple(terms)


def terms_for(site: Site) -> tuple[Term, ...]:
    """The term base of a municipality, with the inflected forms of what it has not named otherwise."""
    own = tuple(
        Term(term.nn.preferred, term.nb.preferred)
        for term in registers_terms.terms_for(site)
        if term.nn.preferred and term.nb.preferred
    )
    named = {term.nn for term in own} | {term.nb for term in own}
    return own + tuple(
        term for term in _read("terms.txt") if term.nn not in named and term.nb not in named
    )


def words_for(site: Site, source: str) -> dict[str, str]:
    """What the machine is always told: words it gets wrong, and names that stay as they are."""
    return _told(_read("hand.txt"), source) | {name: name for name in _names_of(site)}


def missed_terms(terms: Iterable[Term], source: str, text: str, draft: str) -> dict[str, str]:
    """The terms in `text` that `draft` does not have: those the machine is told in a second try.

    Not at once, since what stands around a word it knows is inflected after it.
    """
    target = "nb" if source == "nn" else "nn"
    return {
        getattr(term, source): getattr(term, target)
        for term in terms
        if source in term.from_forms
        and _has(text, getattr(term, source))
        and not _has(draft, getattr(term, target))
    }


def _has(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None


def _told(terms: Iterable[Term], source: str) -> dict[str, str]:
    target = "nb" if source == "nn" else "nn"
    return {
        getattr(term, source): getattr(term, target) for term in terms if source in term.from_forms
    }


def _names_of(site: Site) -> set[str]:
    row = Municipality.objects.filter(site=site).first()
    own = (row.name_nn, row.name_nb) if row else ()
    names = {name for name in own if name} | {site.site_name}
    return names | {name.removesuffix(" kommune") for name in names} - {""}
