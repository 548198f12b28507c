"""What people say in everyday words, and the words that texts have for it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain, islice, product

import yaml

from bti_portal.norsk.compounds import canonical, parts
from bti_portal.norsk.forms import STOP_WORDS, is_stop_word
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
# Written as one word near speech: har ikke.
CONTRACTIONS = {"hakke": "har ikke", "kanke": "kan ikke", "ække": "er ikke", "skakke": "skal ikke"}

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
    """

    key: str
    means: tuple[str, ...]
    helps: tuple[str, ...] = ()
    share: float = 1.0


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


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as phrases see them: canonical, with negations and small words."""
    words: list[str] = []
    for word in islice(WORD.findall(plain(text)), MOST_WORDS):
        words += CONTRACTIONS.get(word, word).split()
    return tuple(map(canonical, words))


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
    return frozenset(map(canonical, _words_of_class("faint")))


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
        groups[key] = Group(key, _terms((entry.get("means") or "").split(",")), _terms(helps))
        for phrase in entry["says"].split(","):
            slots = _slots(phrase)
            if slots:
                phrases.append(Phrase(slots, key, _covers(slots)))
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


def _stands_near(slots: Slots, places: dict[str, list[int]]) -> bool:
    """Whether the phrase stands in the query within a short stretch."""
    at = [sorted({i for word in slot for i in places.get(word, ())}) for slot in slots]
    if not all(at):
        return False
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
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(words):
        places[word].append(at)
        for part in parts(word):
            places[part].append(at)
        if word in SOMETHING and NOT in words[max(0, at - 2) : at]:
            # Not any is none.
            places[NONE].append(at)
    whole = {*words, NONE}
    best: dict[str, float] = {}
    groups: dict[str, Group] = {}
    for entries in (_own(), _of_synonyms(tuple(map(tuple, synonyms)))):
        for word in places:
            for phrase in entries.by_word.get(word, ()):
                covers = phrase.covers * (1 if _is_whole(phrase.slots, whole) else OF_A_PART)
                if covers > best.get(phrase.group, 0) and _stands_near(phrase.slots, places):
                    best[phrase.group] = covers
                    groups[phrase.group] = entries.groups[phrase.group]
    most = max(best.values(), default=0)
    return tuple(
        replace(groups[key], share=covered / most)
        for key, covered in sorted(best.items(), key=lambda item: (-item[1], item[0]))
    )


@cache
def spelt() -> frozenset[str]:
    """Every word of the thesaurus as it is spelt: no misspellings."""
    return frozenset(
        word
        for entry in _entries()
        for told in (entry.get("means", ""), entry.get("helps", ""), entry["says"])
        for word in WORD.findall(CLASS.sub("", plain(told)))
    ) | frozenset(chain.from_iterable(map(str.split, _lines_of_classes())))


def _lines_of_classes() -> Iterable[str]:
    classes = blocks("word_classes.txt")
    return chain.from_iterable(lines for name, lines in classes.items() if name != "known")
