"""Words in addresses that the pages of a guide use themselves: `pdf`, `for`, `sok` …

A level or a step with one of them as its slug would never be found.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bti_portal.shell.pages import PortalPageForm

GUIDE, LEVEL, STEP = (f"handlingsveileder.{name}Page" for name in ("Guide", "Level", "Step"))
# Whose addresses a page may not have; by name, since the page types use the form below. A level also
# keeps off its own, for an address with `plakat` twice says nothing to anybody.
ANSWERING = {LEVEL: (GUIDE, LEVEL), STEP: (LEVEL,)}


@cache
def taken_words(label: str) -> frozenset[str]:
    """The words that pages of this type cannot have as slugs."""
    return frozenset(
        word for other in ANSWERING[label] for word in _first_words(apps.get_model(other))
    )


def _first_words(model: Any) -> Iterator[str]:
    for route in model.get_subpage_urls():
        word = str(route.pattern).partition("/")[0]
        if word and "<" not in word:
            yield word


def told(slug: str) -> str:
    """What an editor is told who has chosen a word that is taken."""
    words = _(
        "The guide uses the address «{slug}» itself, so nobody would find this page there. Choose"
        " another word in the field for the address."
    )
    return words.format(slug=slug)


class RungForm(PortalPageForm):
    """The form of a level or a step: its address must be its own."""

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug in taken_words(self._meta.model._meta.label):
            raise ValidationError(told(slug))
        return slug
