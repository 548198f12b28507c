"""An editor meets one language in the admin: their own form of Norwegian."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import polib
import pytest
import yaml
from django.conf import settings
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail.users.models import UserProfile

from bti_portal.accounts.models import User
from handlingsveileder.models import ArticlePage
from tests.portal.admin_addresses import address, admin_addresses
from tests.portal.conftest import Neighbour
from tests.reading import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

WORD = re.compile(r"[A-Za-zÆØÅæøåéòô’'-]{2,}")
MARK_UP = re.compile(r"%\(\w+\)\w|\{\w*\}|<[^>]*>|%\w")
UNHEARD = {"script", "style", "svg", "code", "pre", "template"}
SPOKEN = ("title", "aria-label", "placeholder", "alt", "label", "data-w-tooltip-content-value")
# What is on the pages, and no text of the admin: names of the neighbours' rows (the class's name),
# what a language calls itself,
# hosts and addresses, and the rows that Wagtail's first migration writes.
DATA = re.compile(
    r"\b(?:Hemmelegord|Nabobygd|Felles|Utlån) \w+|\S+@\S+|\S+\.(?:example|png|txt)\S*|\b[a-z]+\.[a-z]+page\b"
    r"|^\s*English\s*$|Editors|Moderators(?: approval)?|Welcome to your new Wagtail site!"
)
# Where only the operator comes, and English is left: names of permissions stand in the database,
# and neither the class of languages nor a field of the tasks' dialog has a name to translate.
NOT_YET = {
    "wagtailusers_groups:add",
    "wagtailusers_groups:edit",
    "wagtailadmin_workflows:task_chooser",
    "wagtaillocales:add",
    "wagtaillocales:index",
    "wagtaillocales:edit",
    "wagtaillocales:history",
    "wagtaillocales:usage",
}

# The operator walks what the coordinator has not seen; lists stand a second time at `…_results`.
SEEN = {
    "coordinator": (),
    "operator": ("wagtailsnippet", "catalogue", "reports:", "wagtailimages", "wagtaildocs"),
}


def words(text: str) -> set[str]:
    return {word.lower().strip("'’-") for word in WORD.findall(MARK_UP.sub(" ", text))}


def starter_texts() -> str:
    """What the starter package says, which may be in the database too: names and sentences."""
    said = []
    for file in (Path(settings.ROOT) / "startpakke").rglob("*.yaml"):
        waiting = [yaml.safe_load(file.read_text(encoding="utf-8"))]
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict | list):
                waiting += value.values() if isinstance(value, dict) else value
            elif isinstance(value, str) and " " in value:
                said.append(value)
    return " ".join(said)


@pytest.fixture(scope="module")
def english() -> set[str]:
    """The words that only the English texts have."""
    before: set[str] = set()
    after: set[str] = set()
    for file in (Path(settings.ROOT) / "locale").rglob("*.po"):
        for entry in polib.pofile(str(file)):
            before |= words(f"{entry.msgid} {entry.msgid_plural}")
            after |= words(" ".join([entry.msgstr, *entry.msgstr_plural.values()]))
    return before - after - words(starter_texts()) - {"id"}


def said(element: Element) -> Iterator[str]:
    """What people see or hear of a page, also in a tab that is not open."""
    is_waiting = "hidden" in element.attributes
    for part in element.parts:
        if isinstance(part, Element):
            yield from () if part.tag in UNHEARD else said(part)
        elif not is_waiting:
            yield part
    yield from (element[name] for name in SPOKEN)
    if element.tag == "input" and element["type"] in {"submit", "button"}:
        yield element["value"]


def log_in(user: User, form: str, host: str) -> Client:
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": form})
    client = Client(HTTP_HOST=host, raise_request_exception=False)
    client.force_login(user)
    return client


def page_of(client: Client, url: str) -> Element | None:
    """The page at the address, or what a dialog shows; None if there is nothing to read."""
    answer = client.get(url)
    if answer.status_code != 200 or answer.streaming:
        return None
    kind = answer.headers["Content-Type"]
    if "json" in kind:
        answered = answer.json()
        return read((answered.get("html") or "") if isinstance(answered, dict) else "")
    return read(answer) if "html" in kind else None


@pytest.mark.parametrize(("who", "form"), [("coordinator", "nn"), ("operator", "nb")])
def test_no_page_of_the_admin_speaks_english(
    neighbours: SimpleNamespace, english: set[str], who: str, form: str
) -> None:
    owner: Neighbour = neighbours.fjordvik
    user = owner.coordinator if who == "coordinator" else neighbours.operator
    client = log_in(user, form, owner.site.hostname)
    found: dict[str, list[str]] = {}
    pages = 0
    for name, arguments in admin_addresses():
        if name in NOT_YET or name.endswith("_results") or name.startswith(SEEN[who]):
            continue
        page = page_of(client, address(name, arguments, owner, neighbours))
        if page is None:
            continue
        pages += 1
        for text in said(page):
            if words(DATA.sub(" ", text)) & english:
                found.setdefault(" ".join(text.split()), []).append(name)
    assert pages > 60
    assert found == {}


@pytest.mark.parametrize(
    ("form", "saving", "errors"), [("nn", "Lagrar", "feil"), ("nb", "Lagrer", "feil")]
)
def test_the_admins_scripts_get_the_users_form(
    neighbours: SimpleNamespace, form: str, saving: str, errors: str
) -> None:
    client = log_in(neighbours.fjordvik.coordinator, form, neighbours.fjordvik.site.hostname)
    script = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    found = re.search(r"const newcatalog = (\{.*?\n  \});", script, re.DOTALL)
    catalogue = json.loads(found[1])
    assert catalogue["Saving..."].startswith(saving)
    assert all(errors in words for words in catalogue["%(num)s error"])
    assert len(catalogue) == 85


@pytest.mark.parametrize(
    ("form", "words_said"),
    [("nn", "er alt i bruk under den overordna sida"), ("nb", "er allerede i bruk under")],
)
def test_a_slug_in_use_is_refused_in_the_users_form(
    neighbours: SimpleNamespace, form: str, words_said: str
) -> None:
    owner: Neighbour = neighbours.fjordvik
    client = log_in(owner.coordinator, form, owner.site.hostname)
    taken = owner.pages[ArticlePage]
    add = reverse(
        "wagtailadmin_pages:add", args=["handlingsveileder", "articlepage", owner.home.pk]
    )
    data = {"title": "Ei ny side", "slug": taken.slug, "action-publish": "1"}
    answer = client.post(add, data | nested_form_data({"body": streamfield([])}))
    assert words_said in " ".join(said(read(answer)))
