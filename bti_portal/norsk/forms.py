"""The canonical form of one word: without inflection, in the words of bokmål, letters folded.

A canonical form is no Norwegian word. It is what all forms of a word have in common, in both
forms of Norwegian, and nothing else should have.
"""

import re
from functools import cache, lru_cache

from bti_portal.norsk.reading import blocks, folded, single

STOP_WORDS = frozenset(" ".join(blocks("stop_words.txt")[""]).split())
# With the letters folded, these would be a stop word: far, får.
FAR_FROM_STOP_WORDS = frozenset({"far", "mor", "rad", "mal", "var", "dor", "bar"})
SHORTEST_STEM = 3

# Endings of inflection in both forms of Norwegian, longest first.
INFLECTION = (
    *("hetene", "heiter", "hetens", "elsene", "ernes", "arnes"),
    *("ingas", "heter", "heten", "erne", "arne", "anes", "enes"),
    *("ens", "ets", "ers", "ars", "ene", "ane", "ede", "ere", "het"),
    *("en", "et", "er", "ar", "es", "as", "e", "a"),
)
# What may still be an ending when one has been taken: lærarane, lærar.
INNER = ("er", "ar", "e")
COMPARISON = re.compile(r"(?<=ig)(?:ere|are|este?|aste?|ste?)$")
DERIVATION = ("elsen", "else", "els", "ing", "het")
# Below this many letters what is left says too little.
LEFT_OF_DERIVATION = {"het": 4}
# -ning and -ing are the same, where the n is no part of the word: regning, ordning, åpning.
LINKING_N = re.compile(r"(?<=[tsdvkplrm])(?<!ord)(?<!ap)n$")
# What looks like an ending and is none: aktivitet.
WHOLE = re.compile(r"itet$")
VOWEL = re.compile(r"[aeiouy]")
NEUTER = re.compile(r"(?<=[kgpvdm])t$|(?<=[gm])d$|(?<=\w{3}[aei]l)t$")
SOFT_J = re.compile(r"(?<=[^aeiouy\W])j$")
SOFT_J_INSIDE = re.compile(r"(?<=\w[kg])j(?=(?:e|ar|er|ast|ande|ende|ing|inga|ingar)$)")
PRESENT_PARTICIPLE = re.compile(r"(?<=\w{4})ande$")
# -leg is bokmål's -lig, but for those that are doctors: tannlege.
LIKENESS = re.compile(r"(?<=\w{2})leg(?=(?:e|t|are|aste?|heit|het\w*)?$)")
DOCTOR = re.compile(
    r"(?:tann|fast|barne|skole|kommune|over|turnus|hud|oye|bedrifts|vakt|dyr|kvinne|sykehus)leg"
)
SOMNESS = re.compile(r"(?<=\w{3})sam(?=(?:e|t)?$)")


def _entries(heading: str) -> dict[str, str]:
    pairs = (line.split() for line in blocks("bridge.txt")[heading])
    return {folded(nynorsk): folded(bokmal) for nynorsk, bokmal in pairs}


@cache
def _bridge() -> tuple[dict[str, str], re.Pattern[str], dict[str, str], re.Pattern[str]]:
    inside, at_end = _entries("inside"), _entries("end")
    return (
        inside,
        re.compile("|".join(sorted(inside, key=len, reverse=True))),
        at_end,
        re.compile(rf"(?<=\w\w\w)(?:{'|'.join(sorted(at_end, key=len, reverse=True))})$"),
    )


@cache
def _whole_words() -> dict[str, str]:
    return _entries("word")


@cache
def irregular(heading: str = "word") -> dict[str, str]:
    """Folded forms of the words of `heading` with their canonical forms."""
    found: dict[str, str] = {}
    for line in blocks("irregular.txt")[heading]:
        lemma, *others = line.split()
        kept = lemma.startswith("=")
        lemma = lemma.lstrip("=")
        token = lemma if kept else single(stem(bridged(folded(lemma))))
        for form in (lemma, *others):
            if form not in {lemma, folded(form)} and folded(form) in STOP_WORDS:
                # With the letters folded it would be a small word: åt, at.
                continue
            found.setdefault(folded(form), token)
            if folded(form) not in _whole_words():
                # A whole word of nynorsk may look like this one without its letters: nakka, nåkka.
                found.setdefault(bridged(folded(form)), token)
    return found


@cache
def _exact() -> dict[str, str]:
    """The same forms with their own letters, since words may differ in them only: mål and mal."""
    found: dict[str, str] = {}
    for heading in ("noun", "word"):
        known = irregular(heading)
        for line in blocks("irregular.txt")[heading]:
            lemma, *others = line.split()
            token = lemma[1:] if lemma.startswith("=") else known[folded(lemma)]
            for form in (lemma.lstrip("="), *others):
                found.setdefault(form, token)
    return found


def _irregular(word: str) -> str | None:
    return irregular("noun").get(word) or irregular("word").get(word)


def bridged(word: str) -> str:
    """A folded word of nynorsk as bokmål writes it; a word of bokmål as it is."""
    whole = _whole_words().get(word)
    if whole:
        return whole
    inside, anywhere, at_end, last = _bridge()
    word = anywhere.sub(lambda found: inside[found[0]], word)
    word = last.sub(lambda found: at_end[found[0]], word)
    word = PRESENT_PARTICIPLE.sub("ende", word)
    word = SOFT_J_INSIDE.sub("", word)
    if not DOCTOR.search(word):
        word = LIKENESS.sub("lig", word)
    return SOMNESS.sub("som", word)


def _without(word: str, endings: tuple[str, ...], shortest: dict[str, int]) -> str:
    for ending in endings:
        if word.endswith(ending) and not WHOLE.search(word):
            left = word[: -len(ending)]
            if len(left) >= shortest.get(ending, SHORTEST_STEM) and VOWEL.search(left):
                return left
    return word


# Where two letters are enough: byen, året.
SHORT = {"en": 2, "et": 2, "ene": 2, "ane": 2, "het": 4}


def stem(word: str) -> str:
    """A folded word of bokmål without what inflection and the commonest derivations add."""
    word = COMPARISON.sub("", word)
    for endings in (INFLECTION, INNER):
        word = NEUTER.sub("", _without(word, endings, SHORT))
        # Helse is no -else.
        if not word.endswith("hels"):
            left = _without(word, DERIVATION, LEFT_OF_DERIVATION)
            word = LINKING_N.sub("", left) if word.endswith("ning") else left
    return SOFT_J.sub("", word)


# A page of Norwegian repeats its words, and a stem takes longer to find than to look up.
@lru_cache(maxsize=20_000)
def simple(word: str) -> str:
    """The canonical form of one lower-case word, looked at as a whole; stop words too."""
    plain_word = folded(word)
    bokmal = bridged(plain_word)
    known = _exact().get(word) or _irregular(plain_word) or _irregular(bokmal)
    return known or single(_without(stem(bokmal), ("a",), {}))


@cache
def _folded_stop_words() -> frozenset[str]:
    return frozenset(map(folded, STOP_WORDS)) - FAR_FROM_STOP_WORDS


def is_stop_word(word: str) -> bool:
    """Whether a lower-case word says nothing, written with its letters or without."""
    return word in STOP_WORDS or word in _folded_stop_words()
