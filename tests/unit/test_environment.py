"""The environment is read by type, and production refuses what is unsafe, all of it at once."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bti_portal.settings.env import Environment, UnsafeEnvironment

ROOT = Path(__file__).resolve().parents[2]
SAFE = {
    "BTI_SECRET_KEY": "kR7-vLq2_XwZ9mNcT4bYh8sJd6fGp3aQe5uWi1oKx0zVtBnMyHrEgCjD",
    "BTI_DATABASE_URL": "postgresql://portal:secret@localhost:5432/portal",
    "BTI_ADMIN_ADDRESS": "https://bti.example.no",
}


def environment(**variables: str) -> Environment:
    return Environment(variables)


def start_production(**variables: str) -> subprocess.CompletedProcess[str]:
    """Loads the production settings in a process that sees only these variables of ours."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("BTI_")}
    return subprocess.run(
        [sys.executable, "-c", "import bti_portal.settings.production as s; print(s.DEBUG)"],
        cwd=ROOT,
        env=inherited | variables,
        capture_output=True,
        text=True,
        check=False,
    )


class TestReader:
    def test_text_is_trimmed_and_empty_text_gives_the_default(self) -> None:
        read = environment(A="  x ", B="  ")
        assert (read.text("A"), read.text("B", "d"), read.text("C", "d")) == ("x", "d", "d")

    @pytest.mark.parametrize("word", ["1", "true", "TRUE", "yes", " on "])
    def test_a_flag_is_on(self, word: str) -> None:
        assert environment(A=word).flag("A") is True

    @pytest.mark.parametrize("word", ["0", "false", "No", "off", ""])
    def test_a_flag_is_off(self, word: str) -> None:
        assert environment(A=word).flag("A", default=True) is False

    def test_another_word_for_a_flag_is_a_fault(self) -> None:
        read = environment(A="perhaps")
        assert read.flag("A", default=True) is True
        assert read.faults == ["A must be true or false, not 'perhaps'."]

    def test_a_number_is_whole(self) -> None:
        read = environment(A="25", B="2.5", C="²")
        assert (read.number("A", 1), read.number("B", 1), read.number("C", 2)) == (25, 1, 2)
        assert len(read.faults) == 2

    def test_words_are_separated_by_commas(self) -> None:
        assert environment(A="a.no, b.no,,").words("A") == ["a.no", "b.no"]
        assert environment().words("A") == []

    def test_a_database_address_is_taken_apart(self) -> None:
        address = "postgresql://us%40er:p%2Fw@db.example:5433/portal"
        database = environment(A=address).database("A", {})
        assert database["ENGINE"] == "django.db.backends.postgresql"
        assert (database["USER"], database["PASSWORD"]) == ("us@er", "p/w")
        assert (database["HOST"], database["PORT"]) == ("db.example", "5433")
        assert database["NAME"] == "portal"

    def test_no_database_address_gives_the_default(self) -> None:
        assert environment().database("A", {"NAME": "x"}) == {"NAME": "x"}

    @pytest.mark.parametrize(
        "address",
        ["mysql://a/b", "postgresql://host/", "portal", "postgresql://u:secret@h:no/portal"],
    )
    def test_another_kind_of_address_is_a_fault(self, address: str) -> None:
        read = environment(A=address)
        read.database("A", {})
        assert len(read.faults) == 1
        assert "secret" not in read.faults[0]

    def test_faults_are_raised_together(self) -> None:
        read = environment(A="x", B="y")
        read.flag("A")
        read.number("B", 1)
        with pytest.raises(UnsafeEnvironment) as raised:
            read.refuse_faults()
        assert len(raised.value.faults) == 2
        assert all(fault in str(raised.value) for fault in raised.value.faults)

    def test_no_fault_raises_nothing(self) -> None:
        environment().refuse_faults()


class TestProduction:
    def test_starts_with_safe_values(self) -> None:
        done = start_production(**SAFE)
        assert (done.returncode, done.stdout.strip()) == (0, "False"), done.stderr

    def test_names_everything_that_is_missing_at_once(self) -> None:
        done = start_production()
        assert done.returncode != 0
        for name in SAFE:
            assert name in done.stderr

    def test_names_everything_that_is_unsafe_at_once(self) -> None:
        done = start_production(
            BTI_SECRET_KEY="short",
            BTI_DATABASE_URL="mysql://portal:hidden@localhost/portal",
            BTI_ADMIN_ADDRESS="http://bti.example.no",
            BTI_DEBUG="1",
            BTI_EMAIL_PORT="smtp",
        )
        assert done.returncode != 0
        faults = re.findall(r"^  - (BTI_\w+)", done.stderr, re.MULTILINE)
        assert set(faults) >= {*SAFE, "BTI_DEBUG", "BTI_EMAIL_PORT"}
        assert "hidden" not in done.stderr

    @pytest.mark.parametrize(
        "key", ["development-only-key-that-production-refuses-to-start-with", "a" * 60, "abc" * 10]
    )
    def test_refuses_a_key_that_can_be_guessed(self, key: str) -> None:
        done = start_production(**SAFE | {"BTI_SECRET_KEY": key})
        assert done.returncode != 0
        assert "BTI_SECRET_KEY" in done.stderr
        assert key not in done.stderr


def test_every_variable_is_explained_to_the_operator() -> None:
    sources = [
        *(ROOT / "bti_portal").rglob("*.py"),
        *(path for path in (ROOT / "deploy").rglob("*") if path.is_file()),
        ROOT / "docker-compose.yml",
        ROOT / ".env.example",
        *(ROOT / "tests" / "browser").rglob("*.py"),
        ROOT / "tests" / "standards.py",
        ROOT / "tests" / "standards.py",
    ]
    used = {
        name
        for path in sources
        if "__pycache__" not in path.parts
        for name in re.findall(r"\bBTI_[A-Z_]*[A-Z]\b", path.read_text())
    }
    explained = set(re.findall(r"`(BTI_[A-Z_]+)`", (ROOT / "docs/operations.md").read_text()))
    assert used - explained == set()
    assert explained - used == set()
