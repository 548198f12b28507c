"""The starter package's own texts through the language check: good Norwegian raises no alarm."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from bti_portal.norsk.other_form import slips

FORMS = {"nn", "nb"}
PACKAGE = Path(settings.ROOT) / "startpakke"
FEWEST_WORDS = 60_000


def pairs_in(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        if data and set(data) <= FORMS:
            yield data
        for value in data.values():
            yield from pairs_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from pairs_in(value)


@pytest.fixture(scope="module")
def texts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"nn": [], "nb": []}
    for file in sorted(PACKAGE.rglob("*.yaml")):
        if file.name == "terms.yaml":
            continue
        for pair in pairs_in(yaml.safe_load(file.read_text(encoding="utf-8"))):
            for form, words in pair.items():
                several = words if isinstance(words, list) else [words]
                found[form] += [text for text in several if isinstance(text, str)]
    return found


@pytest.mark.parametrize("form", sorted(FORMS))
def test_no_word_of_a_good_text_is_taken_for_the_other_form(texts, form):
    assert sum(len(text.split()) for text in texts[form]) > FEWEST_WORDS
    assert [(slip.word, text) for text in texts[form] for slip in slips(text, form)] == []


@pytest.mark.parametrize(("written", "read_as"), [("nb", "nn"), ("nn", "nb")])
def test_the_same_texts_read_as_the_other_form_are_full_of_findings(texts, written, read_as):
    words = sum(len(text.split()) for text in texts[written])
    found = sum(1 for text in texts[written] for _slip in slips(text, read_as))
    assert found > words / 8
