"""What the editors of pages and services show of the language check."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from django.db.models import Model
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import get_translatable_fields_for_model
from wagtail.admin.panels import Panel
from wagtail.fields import RichTextField
from wagtail.models import Site

from bti_portal.language_check.checking import Checker
from bti_portal.language_check.findings import Text
from bti_portal.registers.terms import FORMS
from bti_portal.shell.languages import ENDONYMS

END_OF_PARAGRAPH = re.compile(r"</(?:p|li|h[1-6])>|<br\s*/?>")

# Words as people type them, in no form of Norwegian.
NOT_PROSE = frozenset({"everyday_words"})


class LanguagePanel(Panel):
    """Words of the other form, terms, long sentences and LIX, with links to the fields.

    The editor's own kind of it says which texts there are.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Language check"), "icon": "globe"} | kwargs)

    @property
    def clean_name(self) -> str:
        """The same in all languages."""
        return "language-check"

    class BoundPanel(Panel.BoundPanel):
        template_name = "language_check/panel.html"

        def is_shown(self) -> bool:
            """A row that is not saved yet has nothing to check."""
            return bool(self.instance.pk)

        def site_of(self, instance: Model) -> Site | None:
            """The municipality whose words count."""
            return instance.site

        def texts_of(self, instance: Model) -> Iterable[tuple[str, list[Text]]]:
            """The texts in each form of Norwegian."""
            return [(form, list(row_texts(instance, form))) for form in FORMS]

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            site = self.site_of(self.instance)
            checker = Checker.of(site) if site else Checker()
            outcomes = [
                (ENDONYMS.get(form, form), checker.check(texts, form))
                for form, texts in self.texts_of(self.instance)
                if texts
            ]
            told = {"outcomes": outcomes, "site": site}
            return super().get_context_data(parent_context) | told


def row_texts(row: Model, form: str) -> Iterable[Text]:
    """The translated texts of a row in one form, with the boxes of its editor."""
    for name in get_translatable_fields_for_model(type(row)):
        words = getattr(row, f"{name}_{form}") or ""
        field = type(row)._meta.get_field(name)
        if isinstance(field, RichTextField):
            words = unescape(strip_tags(END_OF_PARAGRAPH.sub("\n", words))).strip()
        if words and name not in NOT_PROSE:
            yield Text(words, field.verbose_name, f"#id_{name}_{form}")
