"""A decision tree as a whole: questions, endings, the way along chosen answers, and what is wrong.

Pure: it is read from what the page's streams store, so that no citation is looked up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

BELOW = "svar/"


class NoSuchWay(Exception):
    """The answers lead nowhere in this tree."""


@dataclass(frozen=True)
class Answer:
    """An answer, and the short name of what it leads to."""

    label: str
    leads_to: str
    note: str = ""


@dataclass(frozen=True)
class Question:
    """A question; `place` is where the editor finds it, `index` which block of the stream it is."""

    code: str
    words: str
    answers: tuple[Answer, ...] = ()
    index: int = 0
    place: str = ""


@dataclass(frozen=True)
class Ending:
    """Where a path ends."""

    code: str
    words: str
    index: int = 0
    place: str = ""


@dataclass(frozen=True)
class Turn:
    """A question one has answered; `address` is where it was asked, below the tree's page."""

    question: Question
    answer: Answer
    address: str


@dataclass(frozen=True)
class Way:
    """An answer one can give, and where it leads; without an address as long as that is not made."""

    answer: Answer
    address: str | None


def address_of(numbers: Sequence[int]) -> str:
    """Where one is after these answers, below the tree's page: `svar/1/3/`."""
    return f"{BELOW}{'/'.join(map(str, numbers))}/" if numbers else ""


@dataclass(frozen=True)
class Walk:
    """Where one stands in a tree after some answers."""

    tree: Tree
    numbers: tuple[int, ...]
    turns: tuple[Turn, ...]
    here: Question | Ending

    @property
    def is_over(self) -> bool:
        return isinstance(self.here, Ending)

    @property
    def address(self) -> str:
        return address_of(self.numbers)

    @property
    def codes(self) -> list[str]:
        """The short names of all that one has passed, and of where one stands."""
        return [*(turn.question.code for turn in self.turns), self.here.code]

    @property
    def ways(self) -> list[Way]:
        """The answers one can give here. One that leads back to an earlier question leads to its address."""
        if isinstance(self.here, Ending):
            return []
        asked = {turn.question.code: turn.address for turn in self.turns}
        asked[self.here.code] = self.address
        ways = []
        for number, answer in enumerate(self.here.answers, start=1):
            address = asked.get(answer.leads_to)
            if address is None and self.tree.at(answer.leads_to):
                address = address_of([*self.numbers, number])
            ways.append(Way(answer, address))
        return ways


@dataclass(frozen=True)
class Tree:
    """Questions and endings. The first question is where one begins."""

    questions: tuple[Question, ...] = ()
    endings: tuple[Ending, ...] = ()

    @classmethod
    def read(
        cls, questions: Iterable[Mapping[str, Any]], endings: Iterable[Mapping[str, Any]]
    ) -> Tree:
        """The tree that the raw data of two streams holds, however little of it is filled in."""
        return cls(
            tuple(_question(index, block) for index, block in enumerate(questions)),
            tuple(
                Ending(*_name(block, "heading"), index, f"endings.{block.get('id') or ''}")
                for index, block in enumerate(endings)
            ),
        )

    @cached_property
    def _by_code(self) -> dict[str, Question | Ending]:
        # Of two with one name, the first counts.
        nodes = [*self.questions, *self.endings]
        return {node.code: node for node in reversed(nodes) if node.code}

    def at(self, code: str) -> Question | Ending | None:
        """The question or ending with this short name."""
        return self._by_code.get(code)

    def walk(self, numbers: Sequence[int]) -> Walk:
        """Go along the answers with these numbers, counted from 1.

        Raises:
            NoSuchWay: an answer does not exist, leads nowhere, or back to a question already asked.
        """
        if not self.questions:
            raise NoSuchWay
        here: Question | Ending = self.questions[0]
        turns: list[Turn] = []
        seen = {here.code}
        for place, number in enumerate(numbers):
            if isinstance(here, Ending) or not 1 <= number <= len(here.answers):
                raise NoSuchWay
            answer = here.answers[number - 1]
            turns.append(Turn(here, answer, address_of(numbers[:place])))
            then = self.at(answer.leads_to)
            if then is None or then.code in seen:
                raise NoSuchWay
            seen.add(then.code)
            here = then
        return Walk(self, tuple(numbers), tuple(turns), here)

    def agrees_with(self, walk: Walk) -> bool:
        """Whether the same answers pass the same questions here as in another tree."""
        try:
            return self.walk(walk.numbers).codes == walk.codes
        except NoSuchWay:
            return False

    @cached_property
    def named(self) -> set[str]:
        """The short names that an answer of another question leads to."""
        return {
            answer.leads_to
            for question in self.questions
            for answer in question.answers
            if answer.leads_to != question.code
        }


def _name(block: Mapping[str, Any], field: str) -> tuple[str, str]:
    value = block.get("value") or {}
    return value.get("code") or "", value.get(field) or ""


def _question(index: int, block: Mapping[str, Any]) -> Question:
    items = (block.get("value") or {}).get("answers") or []
    # Lists saved by an old Wagtail hold bare values.
    values = [item["value"] if item.get("type") == "item" else item for item in items]
    answers = tuple(
        Answer(value.get("label") or "", value.get("leads_to") or "", value.get("note") or "")
        for value in values
    )
    return Question(*_name(block, "question"), answers, index, f"questions.{block.get('id') or ''}")


@dataclass(frozen=True)
class Fault:
    """Something that keeps a tree from being published.

    Attributes:
        code: what it is, for programs.
        message: what it is, in the editor's language; names the question.
        where: the content path of the block in the editor; empty for the tree as a whole.
    """

    code: str
    message: str | Promise
    where: str = ""


def faults(tree: Tree) -> list[Fault]:
    """All that would leave a reader of `tree` without an answer; empty when every path ends."""
    if not tree.questions:
        return [Fault("no_questions", _("The tree has no questions yet."))]
    return [
        *_twins(tree),
        *_without_answers(tree),
        *_dead_answers(tree),
        *_loops(tree),
        *_never_reached(tree),
    ]


def loose_ends(tree: Tree) -> list[Fault]:
    """What an editor has probably forgotten, though no reader misses it: endings nothing leads to."""
    words = _("No answer leads to the ending «{words}».")
    return [
        Fault("ending_not_reached", format_lazy(words, words=_named(ending)), ending.place)
        for ending in tree.endings
        if ending.code not in tree.named
    ]


def _named(node: Question | Ending) -> str:
    return node.words or node.code


def _twins(tree: Tree) -> list[Fault]:
    nodes = [*tree.questions, *tree.endings]
    uses = Counter(node.code for node in nodes if node.code)
    words = _(
        "«{words}» has the short name «{code}», and so has another question or ending."
        " Give them different short names."
    )
    return [
        Fault("twin_code", format_lazy(words, words=_named(node), code=node.code), node.place)
        for node in nodes
        if uses[node.code] > 1
    ]


def _without_answers(tree: Tree) -> list[Fault]:
    words = _("The question «{question}» has no answers. The path stops there.")
    return [
        Fault("no_answers", format_lazy(words, question=_named(question)), question.place)
        for question in tree.questions
        if not question.answers
    ]


def _dead_answers(tree: Tree) -> list[Fault]:
    nowhere = _("The answer «{answer}» to «{question}» leads nowhere yet.")
    unknown = _(
        "The answer «{answer}» to «{question}» leads to «{code}», but no question or ending has"
        " that short name."
    )
    return [
        Fault(
            "unknown_target",
            format_lazy(
                unknown if answer.leads_to else nowhere,
                answer=answer.label,
                question=_named(question),
                code=answer.leads_to,
            ),
            question.place,
        )
        for question in tree.questions
        for answer in question.answers
        if tree.at(answer.leads_to) is None
    ]


def _loops(tree: Tree) -> list[Fault]:
    """The answers that close a circle, found by going as deep as one can from every question."""
    words = _(
        "The answer «{answer}» to «{question}» leads back to «{earlier}». Then one goes round in a"
        " circle and never gets to an end."
    )
    found: list[Fault] = []
    done: set[str] = set()
    for first in tree.questions:
        path: dict[str, int] = {}
        waiting = [first] if first.code not in done else []
        while waiting:
            question = waiting[-1]
            next_answer = path.setdefault(question.code, 0)
            if next_answer == len(question.answers):
                waiting.pop()
                done.add(question.code)
                del path[question.code]
                continue
            path[question.code] += 1
            answer = question.answers[next_answer]
            then = tree.at(answer.leads_to)
            if not isinstance(then, Question) or then.code in done:
                continue
            if then.code in path:
                names = {"question": _named(question), "earlier": _named(then)}
                message = format_lazy(words, answer=answer.label, **names)
                found.append(Fault("loop", message, question.place))
            else:
                waiting.append(then)
    return found


def _never_reached(tree: Tree) -> list[Fault]:
    """Only where a path could begin anew: what comes after is reached when that is mended."""
    words = _("No answer leads to the question «{question}», so no reader will ever see it.")
    return [
        Fault("not_reached", format_lazy(words, question=_named(question)), question.place)
        for question in tree.questions[1:]
        if question.code not in tree.named
    ]
