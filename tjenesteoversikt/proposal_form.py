"""The form in which a provider proposes corrections to one of its services."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import normalize_newlines
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bti_portal.shell.languages import ENDONYMS
from tjenesteoversikt.identity_numbers import holds_identity_number
from tjenesteoversikt.models import Service
from tjenesteoversikt.proposing import columns_of, is_rich, plain_text

LONGEST_TEXT = 4000
PHONE = re.compile(r"[\d +()/,.–-]*")


def _without_numbers_of_people(text: str) -> None:
    if holds_identity_number(text):
        raise ValidationError(
            _(
                "This looks like a national identity number. Never write anything about a person "
                "here. If it is another number, write it with words around, or call us."
            )
        )


def _phone(text: str) -> None:
    if not PHONE.fullmatch(text):
        raise ValidationError(_("Write a telephone number with digits and spaces only."))


def _one_kind_of_line(text: str) -> str:
    return normalize_newlines(text).strip()


class ProposalForm(forms.Form):
    """Every column the provider may propose, as it stands today. Only what is changed is sent on.

    What is not touched is not judged: the municipality may have written what a provider may not.
    """

    # Words a provider understands better than the editor's.
    WORDS = {
        "availability": gettext_lazy("Open or closed"),
        "description": gettext_lazy("What it is"),
    }

    def __init__(self, service: Service, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.service = service
        for column in columns_of(service):
            self.initial[column] = plain_text(service, column)
            self.fields[column] = self._field(column)
        if self.is_bound:
            # A browser counts the end of a line as one sign, and sends two.
            self.data = {name: normalize_newlines(text) for name, text in self.data.items()}
            for name in filter(self._is_untouched, self.fields):
                field = self.fields[name]
                self.fields[name] = forms.CharField(
                    required=False, label=field.label, widget=field.widget
                )

    def _is_untouched(self, column: str) -> bool:
        return self.data.get(column, "").strip() == _one_kind_of_line(self.initial[column])

    def _field(self, column: str) -> forms.Field:
        field = Service._meta.get_field(column)
        base, _sign, form = column.rpartition("_")
        form = form if form in ENDONYMS else ""
        words = str(
            self.WORDS.get(base if form else column) or self._verbose(base if form else column)
        )
        common = {"required": False, "label": f"{words} – {ENDONYMS[form]}" if form else words}
        attributes = {"class": "ds-input", "autocomplete": "off"}
        if form:
            attributes["lang"] = form
        if column == "availability":
            choices = forms.Select(attrs=attributes)
            return forms.ChoiceField(
                choices=Service.Availability.choices, widget=choices, **common | {"required": True}
            )
        longest = LONGEST_TEXT if is_rich(column) else field.max_length
        # What is long already can be corrected, not made longer.
        longest = max(longest, len(self.initial[column]))
        common |= {"max_length": longest, "validators": [_without_numbers_of_people]}
        if column == "email":
            return forms.EmailField(widget=forms.EmailInput(attributes), **common)
        if column == "website":
            common["widget"] = forms.URLInput(attributes)
            return forms.URLField(assume_scheme="https", **common)
        if column == "phone":
            common["validators"].append(_phone)
            return forms.CharField(widget=forms.TextInput(attributes | {"type": "tel"}), **common)
        rows = 10 if is_rich(column) else 2
        return forms.CharField(widget=forms.Textarea(attributes | {"rows": rows}), **common)

    @staticmethod
    def _verbose(name: str) -> str:
        words = str(Service._meta.get_field(name).verbose_name)
        return words[:1].upper() + words[1:]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for form in ENDONYMS:
            name = f"summary_{form}"
            if name in cleaned and self.initial[name] and not cleaned[name]:
                self.add_error(name, _("The summary cannot be empty."))
        if not self.errors and not self.changes:
            raise ValidationError(
                _("You have changed nothing. If all is right, go back and choose “All is right”.")
            )
        return cleaned

    @property
    def changes(self) -> dict[str, str]:
        """What the provider wrote that does not stand there already."""
        return {
            column: _one_kind_of_line(text)
            for column, text in self.cleaned_data.items()
            if _one_kind_of_line(text) != _one_kind_of_line(self.initial[column])
        }
