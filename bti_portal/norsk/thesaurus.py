"""What people say in everyday words, and the words that texts have for it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain, islice, pairwise, product, zip_longest

import yaml

from bti_portal.norsk.compounds import canonical, parts
from bti_portal.norsk.forms import STOP_WORDS, is_stop_word
from bti_portal.norsk.hints import Hints, learned
from bti_portal.norsk.reading import DATA, WORD, blocks, plain

# How many words may stand between those of a phrase, in all.
WORDS_BETWEEN = 3
MOST_WORDS = 40
CLASS = re.compile(r"@\w+")
# Of the ways a phrase can stand in a query.
MOST_TRIED = 200
OF_A_SMALL_WORD = 0.3
# A phrase that stands in parts of compounds only is less sure: terapi in parterapi.
OF_A_PART = 0.7
# What single words hint at counts beside a phrase, and alone from this many words on.
OF_A_HINT = 0.9
HINTS_ALONE = 0.35
# Who helps with most things is named only if no more of the query than this is understood.
ENOUGH = 0.7
OF_A_GUESS = 0.45
# Beside harm that a query tells of surely, all else it may be about counts less.
TELLS_OF_HARM = 0.9
OF_BESIDE_HARM = 0.5
# What only children do is less likely meant where a query names grown-ups only.
OF_UNLIKELY = 0.5
# Letters of the parts of a compound that is not known.
SHORTEST_PART, SHORTEST_REST = 5, 3
# Written as one word near speech: har ikke.
CONTRACTIONS = {"hakke": "har ikke", "kanke": "kan ikke", "ække": "er ikke", "skakke": "skal ikke"}

# In bokmål an article, in nynorsk what somebody eats: et barn, ho et ikkje.
ARTICLE = "et"
EATEN = frozenset(
    "ikkje ikke lite litt berre bare for nesten ingenting aldri mat kun så svært dårleg mykje".split()
)
NOT, NONE = canonical("ikke"), canonical("ingen")
SOMETHING = frozenset(map(canonical, ("noen", "noe", "nokon", "noko")))

Slots = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Group:
    """What a phrase of the query means.

    Attributes:
        key: the entry of the thesaurus.
        means: tokens that stand for the same in texts. With a space between several that must all
            stand there.
        helps: the same for who or what usually helps: a guess.
        share: how many words the phrase covers, against the one that covers most of the query.
        is_sure: whether the phrase says what is the matter, not only whom it is about.
    """

    key: str
    means: tuple[str, ...]
    helps: tuple[str, ...] = ()
    share: float = 1.0
    is_sure: bool = True


@dataclass(frozen=True)
class Phrase:
    """Words that lead to an entry when they stand near each other."""

    slots: Slots
    group: str
    covers: float


@dataclass(frozen=True)
class Entries:
    """Phrases by the rarest of their words, and what each entry leads to."""

    by_word: dict[str, tuple[Phrase, ...]]
    groups: dict[str, Group]


def words_of(text: str, most: int | None = MOST_WORDS) -> tuple[str, ...]:
    """The words of a text as phrases see them: canonical, with negations and small words."""
    words: list[str] = []
    for word in islice(WORD.findall(plain(text)), most):
        words += CONTRACTIONS.get(word, word).split()
    return tuple(
        ARTICLE if word == ARTICLE and after not in EATEN else canonical(word)
        for word, after in zip_longest(words, words[1:], fillvalue="")
    )


def _terms(terms: Iterable[str]) -> tuple[str, ...]:
    """Each term as its tokens with spaces between, without words that say nothing."""
    found = (
        " ".join(canonical(word) for word in WORD.findall(plain(term)) if not is_stop_word(word))
        for term in terms
    )
    return tuple(dict.fromkeys(term for term in found if term))


def _choices(place: str) -> list[str]:
    """The words with | between, with the words of a class for its name: @parent."""
    return [
        word
        for choice in place.split("|")
        for word in (_words_of_class(choice[1:]) if choice.startswith("@") else (choice,))
    ]


def _words_of_class(name: str) -> list[str]:
    return " ".join(blocks("word_classes.txt")[name]).split()


@cache
def common() -> frozenset[str]:
    """Common words that are no misspellings, though texts may not have them."""
    return frozenset(_words_of_class("known"))


@cache
def _faint() -> frozenset[str]:
    return _class("faint")


def is_faint(token: str) -> bool:
    """Whether a canonical word says whom or when, and little of what somebody looks for."""
    return token in _faint()


def _slots(phrase: str) -> Slots:
    """The places of a phrase, each with the tokens that may stand there."""
    slots: list[frozenset[str]] = []
    for place in phrase.split():
        choices = [words_of(choice) for choice in _choices(place)]
        longest = max(map(len, choices), default=0)
        # A word with a hyphen takes several places.
        slots += [
            frozenset(choice[at] for choice in choices if at < len(choice)) for at in range(longest)
        ]
    return tuple(slots)


def _covers(slots: Slots) -> float:
    """How much of a query the phrase explains: small words say little."""
    return sum(OF_A_SMALL_WORD if slot <= _small_words() else 1 for slot in slots)


@cache
def _class(name: str) -> frozenset[str]:
    return frozenset(map(canonical, _words_of_class(name)))


def _unlikely(places: Iterable[str]) -> frozenset[str]:
    """The entries about what a child does, if a query names grown-ups only."""
    grown_up = _class("parent") | _class("partner")
    if grown_up.isdisjoint(places) or not _class("child").isdisjoint(places):
        return frozenset()
    return frozenset(entry["key"] for entry in _entries() if entry.get("about") == "child")


@cache
def _small_words() -> frozenset[str]:
    return frozenset(map(canonical, STOP_WORDS))


def _indexed(phrases: Iterable[Phrase], groups: dict[str, Group]) -> Entries:
    by_word: defaultdict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        # The longest word is the rarest, as a rule.
        rarest = max(phrase.slots, key=lambda slot: min(map(len, slot)))
        for word in rarest:
            by_word[word].append(phrase)
    return Entries({word: tuple(found) for word, found in by_word.items()}, groups)


@cache
def _entries() -> list[dict[str, str]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (DATA / "thesaurus.yaml").read_text(encoding="utf-8")
    found: list[dict[str, str]] = yaml.load(text, Loader=loader)  # noqa: S506 - both are safe
    return found


@cache
def _own() -> Entries:
    """The thesaurus of this package."""
    phrases, groups = [], {}
    for entry in _entries():
        key = entry["key"]
        helps = entry.get("helps", "").split(",")
        is_sure = "guess" not in entry
        means = _terms((entry.get("means") or "").split(","))
        groups[key] = Group(key, means, _terms(helps), is_sure=is_sure)
        for phrase in entry["says"].split(","):
            slots = _slots(phrase)
            if slots:
                phrases.append(Phrase(slots, key, _covers(slots) if is_sure else OF_A_GUESS))
    return _indexed(phrases, groups)


@lru_cache(maxsize=64)
def _of_synonyms(synonyms: tuple[tuple[str, ...], ...]) -> Entries:
    """Groups of phrases that mean the same, each leading to all others of its group."""
    phrases, groups = [], {}
    for number, alike in enumerate(synonyms):
        for place, phrase in enumerate(alike):
            key = f"synonym-{number}-{place}"
            others = [other for other in alike if other != phrase]
            groups[key] = Group(key, _terms(others))
            slots = _slots(phrase)
            if slots and groups[key].means:
                phrases.append(Phrase(slots, key, _covers(slots)))
    return _indexed(phrases, groups)


@cache
def _hints() -> Hints:
    """What the words of this package's phrases hint at, but for those that stand for a class."""
    nothing = _small_words() | _faint() | _in_classes()
    said = dict.fromkeys(chain.from_iterable(_own().by_word.values()))
    phrases = [
        (phrase.group, set(chain.from_iterable(phrase.slots)))
        for phrase in said
        if _own().groups[phrase.group].is_sure
    ]
    hints = [
        (entry["key"], {word})
        for entry in _entries()
        for word in words_of(entry.get("hints", ""), most=None)
    ]
    # A number says how old, or which level: by itself neither.
    return learned([*phrases, *hints], lambda word: word in nothing or word.isdigit())


@cache
def _in_classes() -> frozenset[str]:
    return frozenset(map(canonical, chain.from_iterable(map(str.split, _lines_of_classes()))))


def _stands_near(slots: Slots, places: dict[str, list[int]]) -> bool:
    """Whether the phrase stands in the query within a short stretch."""
    if any(slot.isdisjoint(places) for slot in slots):
        return False
    at = [sorted({i for word in slot for i in places.get(word, ())}) for slot in slots]
    longest = len(slots) + WORDS_BETWEEN
    return any(
        len(set(chosen)) == len(slots) and max(chosen) - min(chosen) < longest
        for chosen in islice(product(*at), MOST_TRIED)
    )


def _is_whole(slots: Slots, words: set[str]) -> bool:
    """Whether each place of the phrase has a whole word of the query."""
    return all(not slot.isdisjoint(words) for slot in slots)


def expand(text: str, synonyms: Sequence[Sequence[str]] = ()) -> tuple[Group, ...]:
    """What the everyday phrases of a query mean, what covers most of the query first.

    Args:
        text: what a reader typed, small words and negations included.
        synonyms: groups of words or phrases that mean the same at this site.
    """
    words = words_of(text)
    joined = _joined(text)
    places, whole = joined | _places(words), {*words, *joined, NONE}
    groups, most = dict(_own().groups), 1.0
    covered: dict[str, float] = {}
    for entries in (_own(), _of_synonyms(tuple(map(tuple, synonyms)))):
        groups |= entries.groups
        for phrase, covers in _said(entries, places, whole):
            covered[phrase.group] = max(covers, covered.get(phrase.group, 0))
            most = max(most, phrase.covers)
    for key, hinting in _hints().of(places).items():
        if key in covered or hinting >= HINTS_ALONE:
            covered[key] = covered.get(key, 0) + OF_A_HINT * hinting
    for key in _unlikely(places) & covered.keys():
        covered[key] *= OF_UNLIKELY
    _put_harm_first(covered)
    sure = {key: share for key, share in covered.items() if groups[key].is_sure}
    if max(sure.values(), default=0) >= ENOUGH:
        covered = sure
    most = max(most, *covered.values()) if covered else most
    return tuple(
        replace(groups[key], share=share / most)
        for key, share in sorted(covered.items(), key=lambda item: (-item[1], item[0]))
    )


@cache
def _harms() -> frozenset[str]:
    return frozenset(entry["key"] for entry in _entries() if entry.get("about") == "harm")


def _put_harm_first(covered: dict[str, float]) -> None:
    """Let nothing that a query may also be about hide harm that it tells of."""
    told = _harms() & covered.keys()
    surest = max(covered.values(), default=0)
    if any(covered[key] >= TELLS_OF_HARM * surest for key in told):
        for key in covered.keys() - told:
            covered[key] *= OF_BESIDE_HARM


def _places(words: Sequence[str]) -> dict[str, list[int]]:
    """Where each word of a query stands, and each part of one."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(words):
        places[word].append(at)
        for part in parts(word) or _seeming_parts(word):
            places[part].append(at)
        if word in SOMETHING and NOT in words[max(0, at - 2) : at]:
            # Not any is none.
            places[NONE].append(at)
    return places


def _joined(text: str) -> dict[str, list[int]]:
    """Where words stand that the thesaurus knows written in one: spise forstyrrelse."""
    typed = WORD.findall(plain(text))[:MOST_WORDS]
    joined = {
        canonical(one + after): at
        for at, (one, after) in enumerate(pairwise(typed))
        # Two small words are none that was written apart: ha på is no håp.
        if not (is_stop_word(one) and is_stop_word(after))
    }
    return {word: [at] for word, at in joined.items() if word in _own().by_word}


@lru_cache(maxsize=10_000)
def _seeming_parts(word: str) -> tuple[str, ...]:
    """Of a compound with parts that nobody knows, those that some phrase has."""
    known = _own().by_word
    if word in known or len(word) < SHORTEST_PART + SHORTEST_REST:
        return ()
    cuts = range(SHORTEST_REST, len(word) - SHORTEST_PART + 1)
    last = next((word[cut:] for cut in cuts if word[cut:] in known), "")
    cuts = range(len(word) - SHORTEST_REST, SHORTEST_PART - 1, -1)
    first = next((word[:cut] for cut in cuts if word[:cut] in known), "")
    return tuple(filter(None, (first, last)))


def _said(
    entries: Entries, places: dict[str, list[int]], whole: set[str]
) -> Iterator[tuple[Phrase, float]]:
    """The phrases that stand in a query, each with how much of it they cover."""
    for word in places:
        for phrase in entries.by_word.get(word, ()):
            if _stands_near(phrase.slots, places):
                yield phrase, phrase.covers * (1 if _is_whole(phrase.slots, whole) else OF_A_PART)


@cache
def spelt() -> frozenset[str]:
    """Every word of the thesaurus as it is spelt: no misspellings."""
    return frozenset(
        word
        for entry in _entries()
        for told in (*map(entry.get, ("means", "helps", "hints"), ("",) * 3), entry["says"])
        for word in WORD.findall(CLASS.sub("", plain(told)))
    ) | frozenset(chain.from_iterable(map(str.split, _lines_of_classes())))


def _lines_of_classes() -> Iterable[str]:
    classes = blocks("word_classes.txt")
    return chain.from_iterable(lines for name, lines in classes.items() if name != "known")
