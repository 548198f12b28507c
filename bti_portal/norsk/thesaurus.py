"""What people say in everyday words, and the words that texts have for it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import islice, product

import yaml

from bti_portal.norsk.compounds import canonical, parts
from bti_portal.norsk.forms import is_stop_word
from bti_portal.norsk.reading import DATA, WORD, plain

# How many words may stand between those of a phrase, in all.
WORDS_BETWEEN = 3
MOST_WORDS = 40
# What helps is a guess; what means the same is none.
MEANS, HELPS = 1.0, 0.6
# Written as one word near speech: har ikke.
CONTRACTIONS = {"hakke": "har ikke", "kanke": "kan ikke", "ække": "er ikke", "skakke": "skal ikke"}

Slots = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Group:
    """Tokens that stand for what a phrase of the query means, each with how surely it does."""

    key: str
    tokens: dict[str, float] = field(hash=False)
    # How much of the query the phrase is, from 0 to 1.
    share: float = 1.0


@dataclass(frozen=True)
class Phrase:
    """Words that lead to an entry when they stand near each other."""

    slots: Slots
    group: str


@dataclass(frozen=True)
class Entries:
    """Phrases by the first of their words, and the tokens that each entry leads to."""

    by_word: dict[str, tuple[Phrase, ...]]
    groups: dict[str, dict[str, float]]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as phrases see them: canonical, with negations and small words."""
    words: list[str] = []
    for word in islice(WORD.findall(plain(text)), MOST_WORDS):
        words += CONTRACTIONS.get(word, word).split()
    return tuple(map(canonical, words))


def _meant(words: str | Iterable[str]) -> list[str]:
    """The tokens of words and of what several words name, without those that say nothing."""
    text = words if isinstance(words, str) else " ".join(words)
    return [canonical(word) for word in WORD.findall(plain(text)) if not is_stop_word(word)]


def _slots(phrase: str) -> Slots:
    """The places of a phrase, each with the tokens that may stand there."""
    slots: list[frozenset[str]] = []
    for place in phrase.split():
        choices = [words_of(choice) for choice in place.split("|")]
        longest = max(map(len, choices), default=0)
        # A word with a hyphen takes several places.
        for at in range(longest):
            slots.append(frozenset(choice[at] for choice in choices if at < len(choice)))
    return tuple(slots)


def _indexed(phrases: Iterable[Phrase], groups: dict[str, dict[str, float]]) -> Entries:
    by_word: defaultdict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        # The longest word is the rarest, as a rule.
        rarest = max(phrase.slots, key=lambda slot: min(map(len, slot)))
        for word in rarest:
            by_word[word].append(phrase)
    return Entries({word: tuple(found) for word, found in by_word.items()}, groups)


@cache
def _own() -> Entries:
    """The thesaurus of this package."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (DATA / "thesaurus.yaml").read_text(encoding="utf-8")
    phrases, groups = [], {}
    for entry in yaml.load(text, Loader=loader):  # noqa: S506 - one of the two safe loaders
        key = entry["key"]
        groups[key] = dict.fromkeys(_meant(entry.get("helps", "")), HELPS)
        groups[key] |= dict.fromkeys(_meant(entry["means"]), MEANS)
        for phrase in entry["says"].split(","):
            slots = _slots(phrase)
            if slots:
                phrases.append(Phrase(slots, key))
    return _indexed(phrases, groups)


@lru_cache(maxsize=64)
def _of_synonyms(synonyms: tuple[tuple[str, ...], ...]) -> Entries:
    """Groups of phrases that mean the same, each leading to all others of its group."""
    phrases, groups = [], {}
    for number, alike in enumerate(synonyms):
        for place, phrase in enumerate(alike):
            key = f"synonym-{number}-{place}"
            others = [other for other in alike if other != phrase]
            groups[key] = dict.fromkeys(_meant(others), MEANS)
            slots = _slots(phrase)
            if slots and groups[key]:
                phrases.append(Phrase(slots, key))
    return _indexed(phrases, groups)


def _near(slots: Slots, places: dict[str, list[int]]) -> int:
    """How many words the phrase covers if it stands in the query within a short stretch, else 0."""
    at = [sorted({i for word in slot for i in places.get(word, ())}) for slot in slots]
    if not all(at):
        return 0
    longest = len(slots) + WORDS_BETWEEN
    for chosen in islice(product(*at), 200):
        if len(set(chosen)) == len(slots) and max(chosen) - min(chosen) < longest:
            return len(slots)
    return 0


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
    best: dict[str, int] = {}
    tokens: dict[str, dict[str, float]] = {}
    for entries in (_own(), _of_synonyms(tuple(map(tuple, synonyms)))):
        for word in places:
            for phrase in entries.by_word.get(word, ()):
                covered = _near(phrase.slots, places)
                if covered > best.get(phrase.group, 0):
                    best[phrase.group] = covered
                    tokens[phrase.group] = entries.groups[phrase.group]
    most = max(best.values(), default=0)
    return tuple(
        Group(key, tokens[key], covered / most)
        for key, covered in sorted(best.items(), key=lambda item: (-item[1], item[0]))
    )


@cache
def known_words() -> frozenset[str]:
    """Every token that a phrase of the thesaurus has: no misspellings."""
    own = _own()
    slots = (phrase.slots for phrases in own.by_word.values() for phrase in phrases)
    return frozenset(word for found in slots for slot in found for word in slot).union(
        *own.groups.values()
    )
