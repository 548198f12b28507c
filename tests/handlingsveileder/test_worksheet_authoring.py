"""A coordinator makes a worksheet in the admin, without touching code."""

import pytest
from django.urls import reverse
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import (
    nested_form_data,
    rich_text,
    streamfield,
)

from bti_portal.accounts.assigning import assign_role
from bti_portal.accounts.models import User
from handlingsveileder.blocks.worksheet import WORKSHEET_BLOCKS
from handlingsveileder.models import ToolPage
from tests.factories import ToolIndexPageFactory, home_of, make_site
from tests.factories.worksheets import every_question
from tests.portal.editor_forms import filled_in
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(db):
    return make_site("fjord.example")


@pytest.fixture
def box(site):
    return ToolIndexPageFactory(parent=home_of(site), slug="verktoy")


@pytest.fixture
def desk(site, client):
    coordinator = User.objects.create_user("k@fjord.example", "eit langt passord 1")
    coordinator.groups.add(assign_role(site, "coordinator"))
    client.force_login(coordinator)
    client.defaults["HTTP_HOST"] = site.hostname
    return client


def _list(values):
    items = {str(i): {"value": v, "deleted": "", "order": str(i)} for i, v in enumerate(values)}
    return {"count": str(len(values)), **items}


def _sent(kind, value):
    """A block as the editor's form sends it."""
    if kind == "worksheet_guidance":
        return rich_text(value, features=["bold", "ul", "ol", "link"])
    sent = {}
    for name, content in value.items():
        if isinstance(content, list):
            sent[name] = _list(content)
        elif content is not False:
            sent[name] = "on" if content is True else str(content)
    return sent


def sheet_as_sent(questions):
    return streamfield([(kind, _sent(kind, value)) for kind, value in questions])


def test_a_sheet_with_every_kind_of_question_is_made_and_filled_in_by_readers(
    site, box, desk, reader
):
    url = reverse("wagtailadmin_pages:add", args=["handlingsveileder", "toolpage", box.pk])
    sent = filled_in(desk.get(url)) | nested_form_data(
        {
            "title": "Tur med klassen",
            "slug": "tur",
            "worksheet": sheet_as_sent(every_question()),
            "action-publish": "1",
        }
    )
    answer = desk.post(url, sent)
    assert answer.status_code == 302, read(answer).text[:2000]
    made = ToolPage.objects.get(slug="tur")
    wanted = every_question()
    assert [block.block_type for block in made.worksheet] == [kind for kind, _value in wanted]
    for block, (_kind, value) in zip(made.worksheet, wanted, strict=True):
        if isinstance(block.value, RichText):
            continue
        for name, content in value.items():
            told = block.value[name]
            assert (list(told) if isinstance(content, list) else told) == content
    page = read(reader(site).get("/nn/verktoy/tur/"))
    assert "Kor uroa er du?" in page.one("section", css="bti-worksheet").text


def test_a_half_made_sheet_is_kept_as_a_draft(box, desk):
    url = reverse("wagtailadmin_pages:add", args=["handlingsveileder", "toolpage", box.pk])
    half = [("short_answer", {"label": "", "help": ""}), ("worksheet_section", {"heading": "S"})]
    sent = filled_in(desk.get(url)) | nested_form_data(
        {"title": "Halvvegs", "slug": "halvvegs", "worksheet": sheet_as_sent(half)}
    )
    assert desk.post(url, sent).status_code == 302
    draft = ToolPage.objects.get(slug="halvvegs")
    assert not draft.live
    assert [block.block_type for block in draft.get_latest_revision_as_object().worksheet] == [
        "short_answer",
        "worksheet_section",
    ]


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("table_answer", {"label": "Tiltak", "columns": ["Berre éin"], "rows": 3}),
        ("choice_answer", {"label": "Kor ofte?", "options": ["Berre eitt"]}),
        ("long_answer", {"label": "Kva?", "lines": 900}),
        ("short_answer", {"label": ""}),
    ],
)
def test_a_question_that_cannot_be_asked_is_not_published(box, desk, kind, wrong):
    url = reverse("wagtailadmin_pages:add", args=["handlingsveileder", "toolpage", box.pk])
    sent = filled_in(desk.get(url)) | nested_form_data(
        {
            "title": "Feil",
            "slug": "feil",
            "worksheet": sheet_as_sent([(kind, wrong)]),
            "action-publish": "1",
        }
    )
    answer = desk.post(url, sent)
    assert answer.status_code == 200
    assert not ToolPage.objects.filter(slug="feil", live=True).exists()
    assert "Feil" in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "box"),
    [
        ("short_answer", "label"),
        ("short_answer", "help"),
        ("long_answer", "lines"),
        ("long_answer", "observation"),
        ("choice_answer", "several"),
        ("table_answer", "rows"),
    ],
)
def test_a_box_of_a_question_says_what_it_is_for(kind, box):
    part = dict(WORKSHEET_BLOCKS)[kind].child_blocks[box]
    assert str(part.field.help_text)
