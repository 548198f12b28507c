"""What the tests of the catalogue share."""

from collections.abc import Callable

import pytest
from django.utils import translation
from django.utils.translation import gettext


@pytest.fixture
def nynorsk() -> Callable[[str], str]:
    """Our own words as a reader in nynorsk sees them."""

    def said(words: str) -> str:
        with translation.override("nn"):
            return gettext(words)

    return said
