"""The term base: what something is called in each form of Norwegian, and what it is not called."""

from dataclasses import dataclass, field

from wagtail.models import Site

from bti_portal.registers.models import AcceptedWord, Term

FORMS = ("nn", "nb")


@dataclass(frozen=True)
class Usage:
    """What one form of Norwegian calls a thing.

    Attributes:
        forbidden: words never to write for it; a star stands for any letters.
        discouraged: words rather not to write.
        note: why, in words for the writer.
    """

    preferred: str = ""
    forbidden: tuple[str, ...] = ()
    discouraged: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class TermPair:
    """A term in both forms."""

    key: str
    nn: Usage = field(default_factory=Usage)
    nb: Usage = field(default_factory=Usage)

    def in_form(self, form: str) -> Usage:
        """The term in one form of Norwegian."""
        return self.nn if form == "nn" else self.nb


def terms_for(site: Site) -> tuple[TermPair, ...]:
    """The terms of `site`: its own, and of those that all share the ones it has not got itself."""
    rows = Term.objects.filter(site=site) | Term.objects.filter(site=None)
    by_key: dict[str, Term] = {}
    for row in sorted(rows, key=lambda row: (row.site_id is not None, row.pk)):
        by_key[row.key] = row
    return tuple(_pair(by_key[key]) for key in sorted(by_key))


def accepted_words(site: Site) -> frozenset[str]:
    """Words and names, in lower case, that are right at `site` whatever the language check thinks."""
    rows = AcceptedWord.objects.filter(site=site) | AcceptedWord.objects.filter(site=None)
    return frozenset(words.lower() for words in rows.values_list("words", flat=True))


def _pair(row: Term) -> TermPair:
    return TermPair(row.key, *(_usage(row, form) for form in FORMS))


def _usage(row: Term, form: str) -> Usage:
    def text(name: str) -> str:
        return getattr(row, f"{name}_{form}") or ""

    return Usage(
        text("preferred"), _words(text("forbidden")), _words(text("discouraged")), text("note")
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (" ".join(word.split()) for word in text.split(","))))
