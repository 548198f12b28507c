"""Words of the one form of Norwegian in a text of the other, with what to write instead.

It finds little rather than too much: what may be right is left alone. Names, quotations,
addresses, code and words in capitals are not looked at.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from bti_portal.norsk.reading import blocks

Form = Literal["nn", "nb"]
FILE = "other_form.txt"
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# What somebody else has said, and what is no Norwegian.
NOT_READ = re.compile(
    r"«[^»\n]*»|“[^”\n]*”|„[^“\n]*“|\"[^\"\n]*\""
    r"|https?://\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:no|com|org|net|eu)\b\S*"
    r"|`[^`\n]*`|\{[^}\n]*\}"
)
BEFORE_A_SENTENCE = re.compile(r"(?:^|[.!?:…\n•]|\n\s*[-–—*])[\s)»”\"]*[(–—]?\s*$")
FIRST_PART_OF_A_COMPOUND = 3
HIDDEN = "\x00"

SHORTEST_LAST_PART = 5
# Endings of bokmål that nynorsk has not, and the other way, with what stands there instead.
RULES: dict[Form, tuple[tuple[re.Pattern[str], str], ...]] = {
    "nn": (
        (re.compile(r"^hv(?=\w{2})"), "kv"),
        (re.compile(r"(?<=\w{3})lighet(?=(?:en|er|ene|s)?$)"), "legheit"),
        (re.compile(r"(?<=\w{3})heten$"), "heita"),
        (re.compile(r"(?<=\w{3})het(?=(?:er|ene|s)?$)"), "heit"),
        (re.compile(r"(?<=\w{2})(?<!l)ligere$"), "legare"),
        (re.compile(r"(?<=\w{2})(?<!l)ligst(?=e?$)"), "legast"),
        (re.compile(r"(?<=\w{2})(?<!l)lig(?=[et]?$)"), "leg"),
        (re.compile(r"(?<=\w{3})ingen$"), "inga"),
        (re.compile(r"(?<=\w{3})(ing|sjon|itet)er$"), r"\1ar"),
        (re.compile(r"(?<=\w{3})(ing|sjon|itet)ene$"), r"\1ane"),
        (re.compile(r"(?<=\w{3})erne$"), "arane"),
        (re.compile(r"(?<=\w{2})erende$"), "erande"),
    ),
    "nb": (
        (re.compile(r"(?<=\w{3})legheit(?=(?:er|ene)?$)"), "lighet"),
        (re.compile(r"(?<=\w{3})legheita$"), "ligheten"),
        (re.compile(r"(?<=\w{3})heita$"), "heten"),
        (re.compile(r"(?<=\w{3})heit(?=(?:er|ene)?$)"), "het"),
        (re.compile(r"(?<=\w{3})legare$"), "ligere"),
        (re.compile(r"(?<=\w{3})legast(?=e?$)"), "ligst"),
        (re.compile(r"(?<=\w{3})leg(?=t?$)"), "lig"),
        (re.compile(r"(?<=\w{3})(ing|sjon|itet)ar$"), r"\1er"),
        (re.compile(r"(?<=\w{3})(ing|sjon|itet)ane$"), r"\1ene"),
        (re.compile(r"(?<=\w{3})arane$"), "erne"),
        (re.compile(r"(?<=\w{3})arar$"), "ere"),
        (re.compile(r"(?<=\w{3})ande$"), "ende"),
        (re.compile(r"^skule(?=\w{3})|(?<=\w{3})skule(?=n?$)"), "skole"),
    ),
}


@dataclass(frozen=True)
class Slip:
    """A word that is not of the form of Norwegian that its text is in."""

    start: int
    word: str
    suggestions: tuple[str, ...]


@dataclass(frozen=True)
class Spot:
    """A word that is looked at; `is_first` in its sentence, where a capital tells nothing."""

    start: int
    word: str
    is_first: bool

    @property
    def is_name(self) -> bool:
        """Whether it is a name or an abbreviation, as far as one can see."""
        if len(self.word) > 1 and self.word[1:] != self.word[1:].lower():
            return True
        return self.word[0].isupper() and not self.is_first


def hide(text: str, names: Collection[str] = ()) -> str:
    """`text` with what is not its writer's own words blanked out, names of several words too."""
    hidden = NOT_READ.sub(_blank, text)
    for name in (*blocks(FILE)["names"], *(name for name in names if not name.isalpha())):
        hidden = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", _blank, hidden, flags=re.IGNORECASE)
    return hidden


def _blank(found: re.Match[str]) -> str:
    return HIDDEN * len(found[0])


def spots(hidden: str) -> Iterator[Spot]:
    """The words of a text that has been through `hide`, but for single names."""
    for found in WORD.finditer(hidden):
        start = found.start()
        around = hidden[max(start - 1, 0) : start] + hidden[found.end() : found.end() + 1]
        if any(sign.isdigit() or sign in f"_{HIDDEN}/" for sign in around):
            continue
        is_first = bool(BEFORE_A_SENTENCE.search(hidden[max(start - 8, 0) : start]))
        spot = Spot(start, found[0], is_first or start == 0)
        if not spot.is_name:
            yield spot


def slips(text: str, form: Form, accepted: Collection[str] = ()) -> Iterator[Slip]:
    """The words of the other form in `text`.

    Args:
        text: plain words, a line for each paragraph.
        form: the form of Norwegian that the text is in.
        accepted: words and names in lower case that are right here all the same.
    """
    for spot in spots(hide(text, accepted)):
        word = spot.word.lower()
        if word in accepted:
            continue
        found = instead_of(word, form, only_known=spot.word[0].isupper())
        if found:
            is_capital = spot.word[0].isupper()
            said = (one[:1].upper() + one[1:] if is_capital else one for one in found)
            yield Slip(spot.start, spot.word, tuple(said))


# A text repeats its words.
@lru_cache(maxsize=50_000)
def instead_of(word: str, form: Form, *, only_known: bool = False) -> tuple[str, ...]:
    """What to write in `form` for a word in lower case; nothing if it may be right there.

    Args:
        word: in lower case.
        form: what the word should be.
        only_known: leave the endings alone, as for the first word of a sentence: it may be a name.
    """
    whole, last = _known(form)
    if word in whole:
        return whole[word]
    if _is_right(word):
        return ()
    for at in range(FIRST_PART_OF_A_COMPOUND, len(word) - FIRST_PART_OF_A_COMPOUND):
        if word[at:] in last:
            return tuple(word[:at] + one for one in last[word[at:]])
    for part, instead in _inside(form):
        if part in word:
            return (_settled(word.replace(part, instead), form),)
    return () if only_known else _by_its_ending(word, form)


def _by_its_ending(word: str, form: Form) -> tuple[str, ...]:
    if form == "nb" and word.endswith("lege") and word[:-4] in _adjectives():
        return (f"{word[:-4]}lige",)
    for rule, instead in RULES[form]:
        if rule.search(word):
            return (rule.sub(instead, word),)
    return ()


# A word with a part put right is put right in its ending too.
SETTLED: dict[Form, tuple[tuple[re.Pattern[str], str], ...]] = {
    "nn": (
        (re.compile(r"(?<=tenest|.plikt)en(?=s?$)"), "a"),
        (re.compile(r"(?<=dag)er$"), "ar"),
        (re.compile(r"(?<=dag)ene$"), "ane"),
        (re.compile(r"(?<=tilbod|forbod)ene$"), "a"),
        *RULES["nn"],
    ),
    "nb": (
        (re.compile(r"(?<=tjenest)a$"), "en"),
        (re.compile(r"(?<=plikt)a$"), "en"),
        *RULES["nb"],
    ),
}


def _settled(word: str, form: Form) -> str:
    for ending, instead in SETTLED[form]:
        if ending.search(word):
            return ending.sub(instead, word)
    return word


def _lines(heading: str) -> Iterator[list[str]]:
    return (line.split() for line in blocks(FILE)[heading])


def _words(heading: str) -> list[str]:
    return [word for line in _lines(heading) for word in line]


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(_words("leg"))


@cache
def _right() -> tuple[frozenset[str], tuple[str, ...]]:
    return frozenset(_words("right")), tuple(_words("right at the end"))


def _is_right(word: str) -> bool:
    whole, ends = _right()
    return word in whole or word.endswith(ends)


Known = dict[str, tuple[str, ...]]


@cache
def _known(form: Form) -> tuple[Known, Known]:
    """What is wrong in `form` as a whole word, and what is also as the last part of a compound."""
    whole: Known = {}
    last: Known = {}
    for wrong, right, is_last in _inflected(form):
        whole[wrong] = (right,)
        if is_last and len(wrong) > SHORTEST_LAST_PART:
            last[wrong] = (right,)
    own = "bokmål" if form == "nn" else "nynorsk"
    for wrong, _space, instead in (line.partition(" ") for line in blocks(FILE)[own]):
        whole[wrong] = tuple(instead.split("/"))
    for bokmal, _space, nynorsk in (line.partition(" ") for line in blocks(FILE)["both"]):
        if form == "nn":
            whole[bokmal] = tuple(nynorsk.split("/"))
        else:
            whole |= {one: (bokmal,) for one in nynorsk.split("/") if one not in whole}
    return whole, last


PARADIGMS = {
    "a-verb": (("er", "ar"),),
    "masculine": (("er", "ar"), ("ene", "ane")),
    "agent": (("er", "ar"), ("eren", "aren"), ("ere", "arar"), ("erne", "arane")),
    "agent and verb": (("eren", "aren"), ("ere", "arar"), ("erne", "arane")),
}
# Declined in nynorsk as in bokmål: -else, -elsen, -elser, -elsene.
GENDERS = {
    "f": ("", "a", "er", "ene"),
    "ing": ("", "a", "ar", "ane"),
    "m": ("", "en", "ar", "ane"),
    "n": ("", "et", "", "a"),
}


def _inflected(form: Form) -> Iterator[tuple[str, str, bool]]:
    """Wrong word, right word, and whether also last in a compound."""
    for heading, endings in PARADIGMS.items():
        for bokmal, nynorsk in _lines(heading):
            for in_bokmal, in_nynorsk in endings:
                pair = (bokmal + in_bokmal, nynorsk + in_nynorsk)
                yield (*(pair if form == "nn" else pair[::-1]), heading != "a-verb")
    if form == "nb":
        return
    for bokmal, nynorsk in _lines("a-verb"):
        yield f"{bokmal}et", f"{nynorsk}a", False
    for stem in _words("neuter"):
        yield f"{stem}ene", f"{stem}a", True
    for stem in _words("feminine"):
        yield f"{stem}en", f"{stem}a", True
    for bokmal, nynorsk, gender in _lines("else"):
        yield from _nouns_in_else(bokmal, nynorsk, gender)


def _nouns_in_else(bokmal: str, nynorsk: str, gender: str) -> Iterator[tuple[str, str, bool]]:
    stem = nynorsk.removesuffix("e")
    endings = GENDERS["ing" if nynorsk.endswith("ing") else gender]
    for ending, instead in zip(("", "n", "r", "ne"), endings, strict=True):
        yield bokmal + ending, (stem + instead) if instead else nynorsk, True


@cache
def _inside(form: Form) -> tuple[tuple[str, str], ...]:
    pairs = [(bokmal, nynorsk) for bokmal, nynorsk in _lines("inside")]
    if form == "nb":
        return tuple((nynorsk, bokmal) for bokmal, nynorsk in pairs)
    return (*pairs, *((bokmal, nynorsk) for bokmal, nynorsk in _lines("inside bokmål")))


# ---------------------------------------------------------------- two right words for one thing


@cache
def choices(form: Form) -> dict[str, tuple[str, str]]:
    """Words that are right in `form`, of which a text should keep to one: each with its pair."""
    pairs = [(one, other) for one, other in _lines(f"choices {form}")]
    return {word: pair for pair in pairs for word in pair}
