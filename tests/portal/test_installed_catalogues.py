"""Wagtail and its companions speak both forms of Norwegian, completely, in the version installed."""

import re
import shutil
from importlib.metadata import version
from io import StringIO
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import settings as portal
from django.core.management import CommandError, call_command
from django.utils import translation

from bti_portal.shell import installed_catalogues
from tests.portal.test_catalogues import ONLY_BOKMAAL, ONLY_NYNORSK

ROOT = Path(portal.ROOT)
# The packages whose texts the catalogues follow.
PACKAGES = ("django", "django-filter", "django-modeltranslation", "django-taggit", "wagtail")
FORMS = ("nn", "nb")
# Words that we have chosen others for, so that one thing has one name in the whole admin.
NOT_OURS = {
    "nn": r"snutt|tagg|merkelapp|permalenk|permalink|kladd|nettsted|\brediger|tillat(else|ing)|revisjon",
    "nb": r"snutt|tagg|merkelapp|permalenk|permalink|kladd|nettstad|\brediger|rettighet|revisjon",
}


def locked_version(package: str) -> str:
    """The version that the lock file names."""
    locked = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8")
    found = re.search(rf"^{package}==(\S+)", locked, re.MULTILINE)
    return found[1] if found else version(package)


OTHER_VERSIONS = [name for name in PACKAGES if version(name) != locked_version(name)]


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("update_installed_catalogues", *arguments, stdout=out)
    return out.getvalue()


def entries(form: str, domain: str = "*") -> list[polib.POEntry]:
    return [
        entry
        for file in (ROOT / "locale" / "wagtail" / form).rglob(f"{domain}.po")
        for entry in polib.pofile(str(file))
        if not entry.obsolete
    ]


def words_of(entry: polib.POEntry) -> str:
    return " ".join([entry.msgstr, *entry.msgstr_plural.values()])


@pytest.fixture
def copy(tmp_path: Path, settings: Any) -> Path:
    """The catalogues, to spoil."""
    settings.ROOT = tmp_path
    shutil.copytree(ROOT / "locale" / "wagtail", tmp_path / "locale" / "wagtail")
    return tmp_path / "locale" / "wagtail"


class TestWords:
    @pytest.mark.skipif(
        bool(OTHER_VERSIONS), reason=f"not the versions that are locked: {OTHER_VERSIONS}"
    )
    def test_there_are_words_for_all_that_the_locked_versions_say(self) -> None:
        assert run("--check") == "0 things to do.\n"

    @pytest.mark.parametrize(("form", "foreign"), [("nn", ONLY_BOKMAAL), ("nb", ONLY_NYNORSK)])
    def test_each_form_is_written_in_its_own_words(self, form: str, foreign: set[str]) -> None:
        mixed = {
            words_of(entry)
            for entry in entries(form)
            if foreign & {word.strip(".,:;?!«»()") for word in words_of(entry).lower().split()}
        }
        assert not mixed

    @pytest.mark.parametrize("form", FORMS)
    def test_one_thing_has_one_name(self, form: str) -> None:
        assert not {
            words_of(entry) for entry in entries(form) if re.search(NOT_OURS[form], words_of(entry))
        }

    @pytest.mark.parametrize("form", FORMS)
    def test_our_own_messages_take_no_other_word_for_the_same_text(self, form: str) -> None:
        """Ours win in the whole admin: a text that means another thing needs a context."""
        ours = polib.pofile(str(ROOT / "locale" / form / "LC_MESSAGES" / "django.po"))
        said = {(e.msgctxt, e.msgid): words_of(e) for e in ours if not e.obsolete}
        theirs = {(e.msgctxt, e.msgid): words_of(e) for e in entries(form, "django")}
        differ = {key: words for key, words in said.items() if theirs.get(key, words) != words}
        assert not differ

    @pytest.mark.parametrize(
        ("text", "nn", "nb"),
        [
            ("Delete selected images", "Slett dei valde bileta", "Slett de valgte bildene"),
            ("Enter a valid domain name.", "Skriv eit gyldig domenenamn.", None),
            ("Save Draft", "Lagre utkast", "Lagre utkast"),
            ("Past 7 days", "Siste 7 dagar", "Siste 7 dager"),
        ],
    )
    def test_are_what_django_says(self, text: str, nn: str, nb: str | None) -> None:
        for form, words in (("nn", nn), ("nb", nb)):
            with translation.override(form):
                assert words is None or translation.gettext(text) == words


class TestCommand:
    def test_gives_the_same_files_again(self, copy: Path) -> None:
        before = {file: file.read_bytes() for file in copy.rglob("*.po")}
        run()
        run()
        after = {file: file.read_bytes() for file in copy.rglob("*.po")}
        assert len(before) == 4
        assert OTHER_VERSIONS or before == after

    def test_a_text_of_a_new_version_is_named_and_added(self, copy: Path) -> None:
        """Seen from the other side: the catalogue has not heard of "Publish" yet."""
        file = copy / "nn" / "LC_MESSAGES" / "django.po"
        catalogue = polib.pofile(str(file))
        catalogue.remove(catalogue.find("Publish"))
        catalogue.save()
        with pytest.raises(
            CommandError, match=r"Run `manage\.py update_installed_catalogues`"
        ) as no:
            run("--check")
        assert "django, nn: missing: «Publish»" in str(no.value).splitlines()
        assert "django, nn: untranslated: «Publish»" in run().splitlines()
        assert ("wagtail.admin", "") in polib.pofile(str(file)).find("Publish").occurrences

    @pytest.mark.parametrize(
        ("words", "fault"),
        [
            ("", "untranslated"),
            ("Leita etter «<em>%(sok)s</em>»", "other placeholders"),
            ("Fann ikkje «<b>%(search_query)s</b>»", "other mark-up"),
        ],
    )
    def test_spoilt_words_are_named(self, copy: Path, words: str, fault: str) -> None:
        text = 'Sorry, no documents match "<em>%(search_query)s</em>"'
        file = copy / "nn" / "LC_MESSAGES" / "django.po"
        catalogue = polib.pofile(str(file))
        catalogue.find(text).msgstr = words
        catalogue.save()
        with pytest.raises(CommandError) as no:
            run("--check")
        assert f"django, nn: {fault}: «{text}»" in str(no.value).splitlines()

    def test_our_own_texts_are_not_among_them(self) -> None:
        packages = {name for form in FORMS for e in entries(form) for name, _line in e.occurrences}
        assert {"wagtail.admin", "wagtail", "django.conf", "taggit"} <= packages
        assert not {name for name in packages if name.startswith(("bti_portal", "tjeneste"))}
        assert installed_catalogues.folder() == ROOT / "locale" / "wagtail"


COPIES = {
    "shared/header.html": [('value="Search"', 'value="{% trans "Search" %}"')],
    "home.html": [('value="Search"', 'value="{% trans "Search" %}"')],
    "shared/headers/_actions.html": [
        ('aria-label="Actions"', 'aria-label="{% trans "Actions" %}"')
    ],
    "shared/user_avatar.html": [
        ("{% load wagtailadmin_tags %}", "{% load i18n wagtailadmin_tags %}"),
        ("{{ user }}", '{% if user %}{{ user }}{% else %}{% trans "system" %}{% endif %}'),
    ],
    "tables/boolean_cell.html": [("value|stringformat:'s'", "value|yesno|capfirst")],
}


@pytest.mark.parametrize("name", sorted(COPIES))
def test_a_copied_template_differs_only_where_wagtail_speaks_english(name: str) -> None:
    import wagtail.admin as admin

    theirs = Path(admin.__path__[0]) / "templates" / "wagtailadmin" / name
    expected = theirs.read_text(encoding="utf-8")
    for english, mended in COPIES[name]:
        assert english in expected, "Wagtail has mended it: take our copy away"
        expected = expected.replace(english, mended)
    ours = ROOT / "templates" / "wagtailadmin" / name
    assert ours.read_text(encoding="utf-8") == expected, "Wagtail's template has changed: copy it"
