"""What the language check says of a text."""

from dataclasses import dataclass, field

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bti_portal.norsk.readability import Heaviness, heaviness

EXCERPT = 60


class Kind(models.TextChoices):
    """What a finding is about, the surest first."""

    FORM = "form", gettext_lazy("Words of the other form")
    FORBIDDEN = "forbidden", gettext_lazy("Words we do not use")
    DISCOURAGED = "discouraged", gettext_lazy("Words we rather not use")
    MIXED = "mixed", gettext_lazy("Two ways of writing one word")
    LONG = "long", gettext_lazy("Long sentences")
    HEAVY = "heavy", gettext_lazy("Heavy texts")


@dataclass(frozen=True)
class Text:
    """One text to check, as readers see its words.

    Attributes:
        words: plain, a line for each paragraph.
        label: what its editor calls the field.
        url: where it is edited.
    """

    words: str
    label: str | Promise = ""
    url: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing that somebody ought to look at.

    Attributes:
        word: the word or the sentence it is about.
        instead: what to write for it.
        number: words of a sentence, or LIX.
        note: what the term base says besides.
    """

    kind: Kind
    form: str
    text: Text
    word: str = ""
    start: int = 0
    instead: tuple[str, ...] = ()
    number: int = 0
    note: str = ""

    @property
    def can_be_accepted(self) -> bool:
        """Whether one may say that the word is right here."""
        return self.kind in {Kind.FORM, Kind.MIXED}

    @property
    def before(self) -> str:
        """The words before it in its line."""
        words = self.text.words[: self.start].rpartition("\n")[2]
        return words if len(words) <= EXCERPT else f"… {words[-EXCERPT:].partition(' ')[2]}"

    @property
    def after(self) -> str:
        """The words after it in its line."""
        words = self.text.words[self.start + len(self.word) :].partition("\n")[0]
        return words if len(words) <= EXCERPT else f"{words[:EXCERPT].rpartition(' ')[0]} …"

    @property
    def advice(self) -> str:
        """What a friendly colleague would say."""
        return SAID[self.kind](self)


def _of_form(finding: Finding) -> str:
    values = {"word": finding.word, "instead": _either(finding.instead)}
    if finding.form == "nn":
        return _("«%(word)s» is bokmål. In nynorsk you can write %(instead)s.") % values
    return _("«%(word)s» is nynorsk. In bokmål you can write %(instead)s.") % values


def _of_forbidden(finding: Finding) -> str:
    if not finding.instead:
        return _("We do not write «%(word)s».") % {"word": finding.word}
    return _("We do not write «%(word)s». Write %(instead)s.") % {
        "word": finding.word,
        "instead": _either(finding.instead),
    }


def _of_discouraged(finding: Finding) -> str:
    if not finding.instead:
        return _("Rather not write «%(word)s».") % {"word": finding.word}
    return _("%(instead)s is often better than «%(word)s».") % {
        "word": finding.word,
        "instead": _either(finding.instead),
    }


def _of_mixed(finding: Finding) -> str:
    return _(
        "You write both «%(word)s» and %(instead)s. Both are right, but choose one of them."
    ) % {
        "word": finding.word,
        "instead": _either(finding.instead),
    }


def _of_long(finding: Finding) -> str:
    return ngettext(
        "The sentence has %(number)s word. Can it be two?",
        "The sentence has %(number)s words. Can it be two?",
        finding.number,
    ) % {"number": finding.number}


def _of_heavy(finding: Finding) -> str:
    if heaviness(finding.number) is Heaviness.VERY_HEAVY:
        words = _(
            "The text is very heavy to read (LIX %(number)s). Split the sentences, use verbs and "
            "choose shorter words."
        )
    else:
        words = _(
            "The text is heavy to read (LIX %(number)s). Split some sentences and choose shorter "
            "words."
        )
    return words % {"number": finding.number}


def _either(words: tuple[str, ...]) -> str:
    """«kva» or «kor»."""
    return _(" or ").join(f"«{word}»" for word in words)


SAID = {
    Kind.FORM: _of_form,
    Kind.FORBIDDEN: _of_forbidden,
    Kind.DISCOURAGED: _of_discouraged,
    Kind.MIXED: _of_mixed,
    Kind.LONG: _of_long,
    Kind.HEAVY: _of_heavy,
}

HEAVINESS = {
    Heaviness.EASY: gettext_lazy("easy to read"),
    Heaviness.PLAIN: gettext_lazy("fairly easy to read"),
    Heaviness.HEAVY: gettext_lazy("heavy to read"),
    Heaviness.VERY_HEAVY: gettext_lazy("very heavy to read"),
}


@dataclass(frozen=True)
class Outcome:
    """What was found in the texts of one page or row, in one form, and how they are to read."""

    form: str
    findings: tuple[Finding, ...] = field(default_factory=tuple)
    lix: int | None = None

    @property
    def heaviness(self) -> str | Promise:
        """How the texts are to read, in words; empty where they are too short to tell."""
        return "" if self.lix is None else HEAVINESS[heaviness(self.lix)]
