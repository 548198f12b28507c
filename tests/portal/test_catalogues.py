"""Every text of ours has words in nynorsk and bokmål, and the two commands keep it so."""

import gettext
import os
import shutil
from io import StringIO
from pathlib import Path
from textwrap import dedent
from typing import Any

import polib
import pytest
from django.core.management import CommandError, call_command

LOCALE = Path(__file__).resolve().parents[2] / "locale"

# Words of one form that are never right in the other, in the language we have chosen to write.
ONLY_NYNORSK = set(
    """
    ikkje kva korleis kven kvar kvifor berre frå nokon noko nokre eg ein ei eit dei dykk no
    enno vere vert gjere gjer skule heim heime sida framsida teneste tenester tilsette føresette
    tilvising uro vald saman fleire namn lenkje sjå veg tilbod avgjerd lesarar rettleiar
""".split()
)
ONLY_BOKMAAL = set(
    """
    ikke hva hvordan hvem hvor hvorfor bare fra noen noe jeg en et dere nå ennå være gjøre
    gjør skole hjem hjemme siden forsiden tjeneste tjenester ansatte foresatte henvisning bekymring
    vold sammen flere navn lenke se vei tilbud avgjørelse lesere veileder
""".split()
)


@pytest.fixture
def locale_copy(tmp_path: Path, settings: Any) -> Path:
    """The project's catalogues, to spoil."""
    folder = tmp_path / "locale"
    shutil.copytree(LOCALE, folder)
    settings.CATALOGUES = folder
    settings.LOCALE_PATHS = [folder]
    return folder


@pytest.fixture
def tree(tmp_path: Path, settings: Any) -> Path:
    """A small project of its own: one package, one template, no catalogues yet."""
    settings.ROOT = tmp_path
    settings.CATALOGUES = tmp_path / "locale"
    settings.LOCALE_PATHS = [settings.CATALOGUES]
    write(tmp_path / "shop/__init__.py", "")
    write(tmp_path / "shop/words.py", "from django.utils.translation import gettext\n")
    write(tmp_path / "templates/shop.html", "")
    return tmp_path


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(dedent(text), encoding="utf-8")


def catalogue(folder: Path, language: str) -> polib.POFile:
    return polib.pofile(str(folder / language / "LC_MESSAGES/django.po"))


def live(folder: Path, language: str = "nn") -> dict[tuple[str | None, str], polib.POEntry]:
    entries = catalogue(folder, language)
    return {(entry.msgctxt, entry.msgid): entry for entry in entries if not entry.obsolete}


def run(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def change(folder: Path, language: str, msgid: str, **changes: Any) -> None:
    """Changes one entry of a catalogue."""
    entries = catalogue(folder, language)
    entry = entries.find(msgid)
    for name, value in changes.items():
        setattr(entry, name, value)
    entries.save()


def translate(folder: Path, **words: str) -> None:
    """Writes the same translations into both catalogues."""
    for language in ("nn", "nb"):
        for msgid, msgstr in words.items():
            change(folder, language, msgid, msgstr=msgstr)


def words_of(entry: polib.POEntry) -> str:
    return " ".join([entry.msgstr, *entry.msgstr_plural.values()])


class TestOurCatalogues:
    def test_are_complete_in_both_forms(self) -> None:
        run("update_catalogues", "--check")

    @pytest.mark.parametrize(("language", "foreign"), [("nn", ONLY_BOKMAAL), ("nb", ONLY_NYNORSK)])
    def test_each_form_is_written_in_its_own_words(self, language: str, foreign: set[str]) -> None:
        mixed = {
            words_of(entry)
            for entry in live(LOCALE, language).values()
            if foreign & {word.strip(".,:;?!") for word in words_of(entry).lower().split()}
        }
        assert not mixed

    @pytest.mark.parametrize(
        ("text", "nn", "nb"),
        [
            ((None, "Leave the page"), "Forlat sida", "Forlat siden"),
            ((None, "Is it urgent?"), "Hastar det?", "Haster det?"),
            (
                (None, "Not yet checked by the municipality"),
                "Ikkje kontrollert av kommunen enno",
                "Ikke kontrollert av kommunen ennå",
            ),
            ((None, "Without referral"), "Utan tilvising", "Uten henvisning"),
            (("the front page", "Home"), "Heim", "Hjem"),
        ],
    )
    def test_say_what_readers_were_promised(
        self, text: tuple[str | None, str], nn: str, nb: str
    ) -> None:
        assert live(LOCALE, "nn")[text].msgstr == nn
        assert live(LOCALE, "nb")[text].msgstr == nb

    def test_hold_texts_of_templates_and_of_python_and_name_the_file(self) -> None:
        found = live(LOCALE)
        assert ("templates/base.html", "") in found[None, "Skip to the content"].occurrences
        assert ("bti_portal/shell/models.py", "") in found[None, "brand colour"].occurrences
        assert found[None, "%(total)s offer"].msgid_plural == "%(total)s offers"

    def test_leave_the_words_of_wagtail_to_wagtail(self) -> None:
        assert (None, "Home") not in live(LOCALE)
        assert not any(
            file.startswith("templates/wagtail")
            for entry in live(LOCALE).values()
            for file, _ in entry.occurrences
        )


class TestCheck:
    """On a small tree whose catalogues are complete until a test changes them."""

    @pytest.fixture
    def folder(self, tree: Path) -> Path:
        write(
            tree / "templates/shop.html",
            """
            {% translate "Open" %} {% blocktranslate %}Checked {{ day }}{% endblocktranslate %}
            {% blocktranslate count n=n %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}
            """,
        )
        run("update_catalogues")
        translate(tree / "locale", Open="Ope")
        for language in ("nn", "nb"):
            change(tree / "locale", language, "Checked %(day)s", msgstr="Sett %(day)s")
            rows = {0: "%(n)s rad", 1: "%(n)s rader"}
            change(tree / "locale", language, "%(n)s row", msgstr_plural=rows)
        run("update_catalogues", "--check")
        return tree / "locale"

    def faults(self) -> list[str]:
        with pytest.raises(CommandError) as fault:
            run("update_catalogues", "--check")
        return str(fault.value).splitlines()[1:]

    @pytest.mark.parametrize("language", ["nn", "nb"])
    def test_names_a_made_up_text_without_words(self, locale_copy: Path, language: str) -> None:
        entries = catalogue(locale_copy, language)
        entries.append(polib.POEntry(msgid="A made-up text"))
        entries.save()
        assert f"{language}: untranslated: «A made-up text»" in self.faults()

    def test_names_a_text_the_catalogue_does_not_know(self, folder: Path, tree: Path) -> None:
        write(tree / "templates/more.html", "{% translate 'More' context 'verb' %}")
        assert self.faults() == ["nb: missing: «More» (verb)", "nn: missing: «More» (verb)"]

    def test_names_a_text_that_lost_its_words(self, folder: Path) -> None:
        change(folder, "nn", "%(n)s row", msgstr_plural={0: "%(n)s rad", 1: ""})
        assert self.faults() == ["nn: untranslated: «%(n)s row»"]

    def test_names_a_doubtful_translation(self, folder: Path) -> None:
        change(folder, "nn", "Open", flags=["fuzzy"])
        assert self.faults() == ["nn: fuzzy: «Open»"]

    @pytest.mark.parametrize("words", ["Sett", "Sett %(dag)s", "Sett %(day)d", "Sett {day}"])
    def test_names_other_placeholders(self, folder: Path, words: str) -> None:
        change(folder, "nb", "Checked %(day)s", msgstr=words)
        assert self.faults() == ["nb: other placeholders: «Checked %(day)s»"]

    def test_names_other_placeholders_in_a_plural(self, folder: Path) -> None:
        change(folder, "nb", "%(n)s row", msgstr_plural={0: "%(n)s rad", 1: "rader"})
        assert self.faults() == ["nb: other placeholders: «%(n)s row»"]

    def test_changes_nothing(self, folder: Path) -> None:
        change(folder, "nn", "Open", msgstr="")
        before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        self.faults()
        assert before == {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


class TestUpdate:
    def test_finds_every_way_to_say_a_text_in_python(self, tree: Path) -> None:
        write(
            tree / "shop/words.py",
            """
            from django.utils import translation
            from django.utils.translation import gettext as _t, gettext_lazy as _
            from django.utils.translation import ngettext, npgettext, pgettext_lazy

            A = _("lazy " "in two parts")
            def b(n):
                return [
                    _t("at once"), ngettext("%(n)d day", "%(n)d days", n), pgettext_lazy("verb", "Search"),
                    npgettext("hits", "one", "many", n), translation.gettext("through the module"),
                ]
            """,
        )
        run("update_catalogues")
        assert [(key, entry.msgid_plural) for key, entry in live(tree / "locale").items()] == [
            ((None, "lazy in two parts"), ""),
            ((None, "at once"), ""),
            ((None, "%(n)d day"), "%(n)d days"),
            (("verb", "Search"), ""),
            (("hits", "one"), "many"),
            ((None, "through the module"), ""),
        ]

    def test_finds_every_way_to_say_a_text_in_a_template(self, tree: Path) -> None:
        write(
            tree / "templates/shop.html",
            """\
            {% translate "plain" %} {% trans 'old name' as kept %} {% translate "Next" context "page" %}
            {% blocktranslate with day=row.day|date:"j" %}On {{ day }}{% endblocktranslate %}
            {% blocktranslate count n=rows|length %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}
            {% blocktranslate context "tall" trimmed %}
              over two
              lines
            {% endblocktranslate %}
            {{ _("in a variable") }} {% include "x.html" with title=_("in a tag") %}
            {% comment %}{% translate "not shown" %}{% endcomment %} it's 100 % "quoted"
            """,
        )
        run("update_catalogues")
        assert [(key, entry.msgid_plural) for key, entry in live(tree / "locale").items()] == [
            ((None, "plain"), ""),
            ((None, "old name"), ""),
            (("page", "Next"), ""),
            ((None, "On %(day)s"), ""),
            ((None, "%(n)s row"), "%(n)s rows"),
            (("tall", "over two lines"), ""),
            ((None, "in a variable"), ""),
            ((None, "in a tag"), ""),
        ]

    def test_takes_no_word_from_another_function_of_that_name(self, tree: Path) -> None:
        write(tree / "shop/words.py", "from shop.other import _\nA = _('not ours')\n")
        run("update_catalogues")
        assert not live(tree / "locale")

    @pytest.mark.parametrize("text", ['f"Hello {name}"', '"Hello " + name'])
    def test_refuses_a_text_that_no_catalogue_can_hold(self, tree: Path, text: str) -> None:
        write(
            tree / "shop/words.py",
            f"from django.utils.translation import gettext as _\ndef a(name): return _({text})\n",
        )
        with pytest.raises(CommandError, match=r"shop/words\.py, line 2"):
            run("update_catalogues")

    def test_keeps_translations_and_gives_the_same_file_again(self, tree: Path) -> None:
        write(tree / "templates/shop.html", "{% translate 'Open' %}{% translate 'Shut' %}")
        run("update_catalogues")
        translate(tree / "locale", Open="Ope", Shut="Stengt")
        run("update_catalogues")
        before = (tree / "locale/nn/LC_MESSAGES/django.po").read_bytes()
        assert "0 things to do" in run("update_catalogues")
        assert (tree / "locale/nn/LC_MESSAGES/django.po").read_bytes() == before
        assert live(tree / "locale")[None, "Open"].msgstr == "Ope"

    def test_marks_what_is_gone_and_takes_it_back(self, tree: Path) -> None:
        write(tree / "templates/shop.html", "{% translate 'Open' %}")
        run("update_catalogues")
        translate(tree / "locale", Open="Ope")
        write(tree / "templates/shop.html", "")
        run("update_catalogues")
        assert [entry.msgid for entry in catalogue(tree / "locale", "nn").obsolete_entries()] == [
            "Open"
        ]
        run("update_catalogues", "--check")
        write(tree / "templates/shop.html", "{% translate 'Open' %}")
        run("update_catalogues")
        assert live(tree / "locale")[None, "Open"].msgstr == "Ope"


class TestCompile:
    def spoken(self, folder: Path, language: str) -> gettext.GNUTranslations:
        with (folder / language / "LC_MESSAGES/django.mo").open("rb") as file:
            return gettext.GNUTranslations(file)

    def test_makes_what_gettext_reads(self, locale_copy: Path) -> None:
        for file in locale_copy.rglob("*.mo"):
            file.unlink()
        run("compile_catalogues")
        nynorsk = self.spoken(locale_copy, "nn")
        assert nynorsk.gettext("Leave the page") == "Forlat sida"
        assert nynorsk.pgettext("the front page", "Home") == "Heim"
        assert nynorsk.ngettext("%(n)d month", "%(n)d months", 1) == "%(n)d månad"
        assert (
            self.spoken(locale_copy, "nb").ngettext("%(n)d month", "%(n)d months", 2)
            == "%(n)d måneder"
        )

    def test_writes_only_what_changed(self, locale_copy: Path) -> None:
        run("compile_catalogues")
        assert run("compile_catalogues") == ""
        source = locale_copy / "nn/LC_MESSAGES/django.po"
        os.utime(source, (0, 0))
        assert run("compile_catalogues") == "Compiled nn/LC_MESSAGES/django.mo.\n"
