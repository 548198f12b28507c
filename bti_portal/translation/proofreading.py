"""The form of proofreading: one field for each text of the other form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.rich_text import get_rich_text_editor_widget

from bti_portal.translation.pairs import Pair
from bti_portal.translation.segments import plainly
from handlingsveileder.comparing import Line, lines_between
from handlingsveileder.passages import Piece
from handlingsveileder.plain_text import paragraphs

WORD = re.compile(r"\w[\w-]*")


def field_of(pair: Pair, language: str) -> forms.CharField:
    """Where the text is written, like the one in the editor."""
    marks = {"lang": language}
    if pair.is_rich:
        widget = get_rich_text_editor_widget(
            "default", features=list(pair.segment.features) or None
        )
    elif pair.segment.is_long or len(pair.source) > 50:
        rows = min(12, 2 + max(len(pair.source), len(pair.target)) // 70)
        widget = forms.Textarea(attrs={**marks, "rows": rows})
    else:
        widget = forms.TextInput(attrs=marks)
    return forms.CharField(
        label=pair.label,
        required=pair.path == "title",
        widget=widget,
        max_length=None if pair.is_rich else pair.segment.longest,
        strip=not pair.is_rich,
    )


class ProofreadingForm(forms.Form):
    """All texts of a page or row, by the number of their pair.

    `seen` is the draft that was on the screen: somebody else's newer one is not written over
    unasked.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, pairs: list[Pair], language: str, seen: object, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pairs, self.now = pairs, str(seen or "")
        self.fields["seen"].initial = self.now
        for number, pair in enumerate(pairs):
            field = field_of(pair, language)
            field.initial = pair.target
            self.fields[f"text-{number}"] = field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("seen", "") != self.now:
            self.data = self.data.copy()
            self.data["seen"] = self.now
            self.add_error(
                None,
                _(
                    "Somebody has saved the page since you opened it. What you wrote stands below. "
                    "Look through it, and save once more if it is to hold."
                ),
            )
        return cleaned

    def changed_words(self) -> dict[str, str]:
        """The texts that are otherwise than they were, by path in the source.

        A text that was not sent is left as it is.
        """
        return {
            pair.path: words
            for number, pair in enumerate(self.pairs)
            if f"text-{number}" in self.data
            and plainly(words := self.cleaned_data.get(f"text-{number}") or "")
            != plainly(pair.target)
        }

    def rows(self) -> list[Row]:
        """What the page shows."""
        return [Row(number, pair, self[f"text-{number}"]) for number, pair in enumerate(self.pairs)]

    def typed(self) -> dict[str, str]:
        """What was written, in whatever state, to be shown again."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, name)
            for name, field in self.fields.items()
        }


@dataclass(frozen=True)
class Row:
    """A text as it is proofread."""

    number: int
    pair: Pair
    field: forms.BoundField

    @property
    def changes(self) -> list[Line]:
        """The source word by word since the two were in step."""
        if not self.pair.is_changed:
            return []
        before, now = self.pair.was or "", plainly(self.pair.segment.text)
        if self.pair.is_rich:
            return list(lines_between(paragraphs(before), paragraphs(now)))
        return list(lines_between(before.splitlines(), now.splitlines()))

    @property
    def offer(self) -> list[list[Piece]]:
        """What the machine proposes instead, its doubtful words marked."""
        return [self._marked(line) for line in _lines(self.pair.offer, self.pair.is_rich)]

    @property
    def doubtful_here(self) -> list[list[Piece]]:
        """The text as it stands, if it is the machine's and has doubtful words."""
        pair = self.pair
        if not pair.doubtful or plainly(pair.target) != plainly(pair.proposal["text"]):
            return []
        return [self._marked(line) for line in _lines(pair.target, pair.is_rich)]

    def _marked(self, line: str) -> list[Piece]:
        doubtful = {word.lower() for word in self.pair.doubtful}
        pieces, at = [], 0
        for word in WORD.finditer(line):
            if word[0].lower() in doubtful:
                pieces += [Piece(line[at : word.start()]), Piece(word[0], is_found=True)]
                at = word.end()
        return [piece for piece in (*pieces, Piece(line[at:])) if piece.text]


def _lines(text: str, is_rich: bool) -> list[str]:
    return paragraphs(text) if is_rich else text.splitlines()
