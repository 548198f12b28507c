"""The words that a worksheet asks about: good enough for a teacher, in both forms of Norwegian."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "static" / "js"
FORMS = ["nn", "nb"]
ONLY = {
    "nn": {"ikkje", "kva", "dei", "heimen", "føresette", "truleg", "nokon", "eg"},
    "nb": {"ikke", "hva", "hjemmet", "foresatte", "trolig", "noen", "jeg"},
}


@cache
def data(form: str) -> dict[str, Any]:
    text = (SCRIPTS / f"conclusions-{form}.js").read_text(encoding="utf-8")
    start, content = text.split("window.btiConclusions =", 1)
    assert all(line.startswith("//") for line in start.strip().splitlines())
    return json.loads(content.strip().removesuffix(";"))


def phrases(form: str) -> list[str]:
    return [phrase for kind in data(form)["words"].values() for phrase in kind]


@pytest.mark.parametrize("form", FORMS)
class TestWords:
    def test_there_are_enough_and_none_twice(self, form: str) -> None:
        assert len(phrases(form)) >= 300
        assert len(set(phrases(form))) == len(phrases(form))

    def test_each_kind_has_its_question(self, form: str) -> None:
        asks = data(form)["asks"]
        assert set(asks) == set(data(form)["words"])
        for ask in asks.values():
            assert ask.startswith("«{word}» ")
            assert ask.endswith(("?", "."))

    def test_they_are_plain_words(self, form: str) -> None:
        odd = [
            p for p in phrases(form) if not re.fullmatch(r"[a-zæøåéèòô …]+", p) or p != p.strip()
        ]
        assert odd == []

    def test_a_form_has_no_words_of_the_other(self, form: str) -> None:
        other = ONLY["nb" if form == "nn" else "nn"]
        texts = [*phrases(form), *data(form)["asks"].values(), *data(form)["somebody"]]
        mixed = [text for text in texts if other & set(re.findall(r"\w+", text.lower()))]
        assert mixed == []


def test_both_forms_ask_about_the_same_kinds() -> None:
    assert set(data("nn")["words"]) == set(data("nb")["words"])


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("nn", "slem slemt lat alltid aldri sikkert umoden manipulerande truleg heimen"),
        ("nb", "slem slemt lat alltid aldri sikkert umoden manipulerende trolig hjemmet"),
    ],
)
def test_the_words_everybody_thinks_of_are_there(form: str, wanted: str) -> None:
    assert set(wanted.split()) <= set(phrases(form))
