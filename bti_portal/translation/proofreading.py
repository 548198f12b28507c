"""The form of proofreading: one field for each text of the other form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.rich_text import get_rich_text_editor_widget

from bti_portal.translation.pairs import Pair
from bti_portal.translation.segments import digest, mark, plainly
from handlingsveileder.comparing import Line, lines_between
from handlingsveileder.passages import Piece
from handlingsveileder.plain_text import paragraphs

WORD = re.compile(r"\w[\w-]*")


def name_of(pair: Pair) -> str:
    """The name of the field of a text: the same wherever the text stands in the source."""
    return f"text-{mark(pair.path)}"


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
    """All texts of a page or row, each in a field named after its path in the source.

    `seen` is what was on the screen: the draft, and the source. Somebody else's newer draft is not
    written over unasked, and a translation is not kept unasked for a source it was not made from.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, pairs: list[Pair], language: str, seen: object, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pairs = pairs
        self.now = f"{seen or ''}:{digest({pair.path: pair.mark for pair in pairs})}"
        self.fields["seen"].initial = self.now
        for pair in pairs:
            field = field_of(pair, language)
            field.initial = pair.target
            self.fields[name_of(pair)] = field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seen = cleaned.get("seen", "")
        if seen != self.now:
            self._look_once_more()
            self.add_error(None, self._what_happened(seen))
        return cleaned

    def _what_happened(self, seen: str) -> str:
        if seen.partition(":")[0] != self.now.partition(":")[0]:
            return _(
                "Somebody has saved the page since you opened it. What you wrote stands below. "
                "Look through it, and save once more if it is to hold."
            )
        return _(
            "The source has changed since you opened the page. What you wrote stands below, beside "
            "the source as it reads now. Look through it, and save once more if it is to hold."
        )

    def _look_once_more(self) -> None:
        """Show what was written, and of the texts that are new here what stands."""
        self.data = self.data.copy()
        self.data["seen"] = self.now
        for pair in self.pairs:
            name = name_of(pair)
            if name not in self.data:
                self.data[name] = self.fields[name].widget.format_value(pair.target) or ""

    def changed_words(self) -> dict[str, str]:
        """The texts that are otherwise than they were, by path in the source.

        A text that was not sent is left as it is.
        """
        return {
            pair.path: words
            for pair in self.pairs
            if name_of(pair) in self.data
            and not self._is_as_shown(pair, words := self.cleaned_data.get(name_of(pair)) or "")
        }

    def _is_as_shown(self, pair: Pair, words: str) -> bool:
        """Whether nobody has written in the field: the editor of rich text has its own spelling of
        the same text, and of none."""
        shown = [pair.target]
        if pair.is_rich:
            converter = self.fields[name_of(pair)].widget.converter
            sent = converter.from_database_format(pair.target)
            shown.append(converter.to_database_format(sent))
        return plainly(words) in map(plainly, shown)

    def rows(self) -> list[Row]:
        """What the page shows."""
        return [Row(pair, self[name_of(pair)]) for pair in self.pairs]

    def typed(self) -> dict[str, str]:
        """What was sent, in whatever state, to be shown again."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, name)
            for name, field in self.fields.items()
            if name in self.data
        }


@dataclass(frozen=True)
class Row:
    """A text as it is proofread."""

    pair: Pair
    field: forms.BoundField

    @property
    def name(self) -> str:
        return self.field.name

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
