"""A field that holds several words of a closed set, the same on SQLite and PostgreSQL."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class ChoiceSetField(models.CharField):
    """Several of `choices`, stored as `,one,two,` in the order of the choices.

    In Python the value is a list of words. A row that has a word is found by
    `filter(field__contains=holding("word"))`, one comparison without a join.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *args: object) -> list[str]:
        return self.to_python(value)

    def to_python(self, value: str | Iterable[str] | None) -> list[str]:
        if not value:
            return []
        if isinstance(value, str):
            return [word for word in value.split(",") if word]
        return [str(word) for word in value]

    def get_prep_value(self, value: str | Iterable[str] | None) -> str:
        chosen = set(self.to_python(value))
        words = [str(word) for word, _label in self.flatchoices if str(word) in chosen]
        return f",{','.join(words)}," if words else ""

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: list[str], model_instance: models.Model | None) -> None:
        known = {str(word) for word, _label in self.flatchoices}
        unknown = sorted(set(value) - known)
        if unknown:
            raise ValidationError(
                _("Unknown choice: %(words)s."), params={"words": ", ".join(unknown)}
            )
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"])

    def run_validators(self, value: list[str]) -> None:
        super().run_validators(self.get_prep_value(value))

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=self.flatchoices,
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )


def holding(word: str) -> str:
    """The part of a stored set that says it holds `word`."""
    return f",{word},"
