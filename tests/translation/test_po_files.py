"""Texts go out to a translator and come back as drafts, by way of a plan; bad files change nothing."""

import re

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Revision

from bti_portal.translation.models import TranslatorsFile
from tests.factories import ServiceFactory
from tests.reading import read
from tests.translation.municipalities import (
    article,
    at,
    municipality,
    publish,
    text_block,
    twin_article,
)

pytestmark = pytest.mark.django_db

BODY = '<p>Ring <a href="https://sundvik.example">oss</a> <b>straks</b>, sjå § 4.</p>'


@pytest.fixture
def own():
    site = municipality("sundvik")
    site.page = article(site.home, body=BODY)
    site.twin = twin_article(site.page, site.site, body=BODY.replace("sjå", "se"))
    return site


def download(own, **query: object) -> polib.POFile:
    answer = own.desk.get(at("download", own.site.pk), {"direction": "nn-nb", **query})
    assert answer.status_code == 200, answer.status_code
    return polib.pofile(answer.content.decode())


def upload(own, file: object, **data: object):
    content = file if isinstance(file, bytes) else str(file).encode()
    sent = SimpleUploadedFile("ferdig.po", content)
    return own.desk.post(at("files", own.site.pk), {"direction": "nn-nb", "file": sent, **data})


def save(own, answer):
    """Say yes to the plan as it stands on the page."""
    hidden = [one for one in read(answer).all("input") if one["type"] == "hidden"]
    return own.desk.post(
        at("files", own.site.pk), {one["name"]: one["value"] for one in hidden if one["name"]}
    )


def entry(file: polib.POFile, part: str) -> polib.POEntry:
    return next(one for one in file if part in one.msgctxt)


def test_what_a_translator_wrote_becomes_drafts_after_it_was_shown(own) -> None:
    service = ServiceFactory(site=own.site)
    file = download(own)
    entry(file, f"{own.page.translation_key}:lead:").msgstr = "Kort fortalt."
    entry(file, "body.a1").msgstr = entry(file, "body.a1").msgid.replace("straks", "nå")
    entry(file, ":name:").msgstr = "Tjenesten, nytt navn"
    before = Revision.objects.count()
    shown = upload(own, file)
    assert len(shown.context["plan"].new) == 3 and Revision.objects.count() == before
    assert "Kort fortalt." in shown.content.decode()
    save(own, shown)
    own.twin.refresh_from_db()
    draft = own.twin.get_latest_revision_as_object()
    assert own.twin.lead == "Kort sagt." and draft.lead == "Kort fortalt."
    assert "<b>nå</b>" in draft.body[0].value.source
    service.refresh_from_db()
    assert service.get_latest_revision_as_object().name_nb == "Tjenesten, nytt navn"
    assert not TranslatorsFile.objects.exists()


def test_a_file_can_be_of_one_page_and_what_is_below(own) -> None:
    other = article(own.home, "Anna")
    twin_article(other, own.site, "Annet")
    assert {one.msgctxt.split(":")[1] for one in download(own, page=other.pk)} == {
        str(other.translation_key)
    }
    assert len(download(own)) > len(download(own, page=other.pk))


def test_only_what_waits_if_asked(own) -> None:
    publish(own.page, lead="Noko anna.")
    [one] = download(own, waiting="on", page=own.page.pk)
    assert one.msgid == "Noko anna." and "fuzzy" in one.flags


def refused(answer) -> None:
    assert answer.status_code == 200
    assert answer.context["plan"] is None
    assert read(answer).all(css="error-message")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: b"",
        lambda file: b"\xff\xfe\x00bogus",
        lambda file: b"PK\x03\x04 msgid \n",
        lambda file: b'msgid "open\nmsgstr',
        lambda file: str(file).replace("sundvik.example", "nordbygd.example"),
        lambda file: str(file).replace('"Language: nb', '"Language: nn'),
        lambda file: re.sub(r"msgctxt.*\n", "", str(file)),
        lambda file: b"x" * 5_000_001,
    ],
)
def test_a_bad_file_is_refused_and_nothing_is_changed(own, spoil) -> None:
    before = Revision.objects.count()
    refused(upload(own, spoil(download(own))))
    assert Revision.objects.count() == before and not TranslatorsFile.objects.exists()


def test_a_file_for_another_page_is_refused_whole(own) -> None:
    other = article(own.home, "Anna")
    twin_article(other, own.site, "Annet")
    refused(upload(own, download(own, page=other.pk), page=own.page.pk))


def test_a_file_of_the_neighbours_is_refused(own) -> None:
    neighbour = municipality("nordbygd")
    page = article(neighbour.home)
    twin_article(page, neighbour.site)
    file = str(download(neighbour)).replace("nordbygd.example", "sundvik.example")
    refused(upload(own, file))
    assert own.desk.get(at("files", neighbour.site.pk)).status_code == 404
    assert (
        own.desk.get(at("download", neighbour.site.pk), {"direction": "nn-nb"}).status_code == 404
    )
    assert (
        own.desk.get(
            at("download", own.site.pk), {"direction": "nn-nb", "page": page.pk}
        ).status_code
        == 404
    )


def test_lines_that_are_out_of_date_or_lose_markup_are_left_with_the_reason(own) -> None:
    file = download(own, page=own.page.pk)
    for one in file:
        one.msgstr = one.msgid.replace("<b>straks</b>", "<script>alert(1)</script>") + " ny"
    publish(own.page, lead="Noko anna.")
    plan = upload(own, file).context["plan"]
    assert [one.before for one in plan.new] == [own.twin.title]
    assert len({one.why for one in plan.refused}) == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("</p>", " <img src=x onerror=alert(1) </p>"),
        ("</p>", "<!-- </p>"),
        ("<p>Ring", "</p>Ring<p>"),
        ("<b>straks</b>", "</b>straks<b>"),
        (" <b>straks</b>,", ","),
        ("</a> <b>straks</b>", " <b>straks</a></b>"),
        ("straks", "3 < 4"),
    ],
)
def test_mark_up_that_is_not_that_of_the_source_is_refused(own, before: str, after: str) -> None:
    file = download(own, page=own.page.pk)
    one = entry(file, "body.a1")
    assert before in one.msgid
    one.msgstr = one.msgid.replace(before, after)
    plan = upload(own, file).context["plan"]
    assert not plan.new and len(plan.refused) == 1


def test_blocks_keep_their_order_and_words_of_a_line_need_not(own) -> None:
    body = "<h2>Ring</h2><p>Ring <b>straks</b> til <i>oss</i>.<br/>Takk.</p><hr/><p>Ja.</p>"
    publish(own.page, body=[text_block("a1", body)])
    file = download(own, page=own.page.pk)
    one = entry(file, "body.a1")
    one.flags = []
    one.msgstr = "<p>Ring <b>nå</b> til <i>oss</i>.<br/>Takk.</p><h2>Ring</h2><hr/><p>Ja.</p>"
    assert len(upload(own, file).context["plan"].refused) == 1
    one.msgstr = "<h2>Ring</h2><p><i>Oss</i> kan du <br/>ringe <b>nå</b>.</p><hr/><p>Ja &lt; 3.</p>"
    assert [new.after for new in upload(own, file).context["plan"].new] == [one.msgstr]


def test_a_text_that_was_changed_here_meanwhile_is_not_written_over(own) -> None:
    file = download(own, page=own.page.pk)
    publish(own.twin, lead="Skrevet her i mellomtiden.")
    plan = upload(own, file).context["plan"]
    assert not plan.new and not plan.refused and plan.unchanged == len(file)
    entry(file, ":lead:").msgstr = "Oversetterens ord."
    plan = upload(own, file).context["plan"]
    assert not plan.new and [one.source for one in plan.refused] == ["Kort sagt."]
    entry(file, ":lead:").msgstr = "Skrevet her i mellomtiden."
    assert not upload(own, file).context["plan"].refused


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85", "\x1c", "\v", "\f"])
def test_odd_line_ends_cost_no_words(own, odd: str) -> None:
    publish(own.page, lead=f"Ei linje.{odd}Ei til.", title=f"Sam{odd}arbeid")
    publish(own.twin, lead=f"En linje.{odd}En til.")
    file = download(own, page=own.page.pk)
    lead = entry(file, ":lead:")
    assert (lead.msgid, lead.msgstr) == ("Ei linje. Ei til.", "En linje. En til.")
    for one in file:
        one.flags = []
    plan = upload(own, file).context["plan"]
    assert not plan.new and not plan.refused and plan.unchanged == len(file)
    lead.msgstr = "En linje.LINEEn til, ny."
    save(own, upload(own, str(file).replace("LINE", odd).encode()))
    own.twin.refresh_from_db()
    assert own.twin.get_latest_revision_as_object().lead == "En linje. En til, ny."


def test_a_reference_to_law_must_stay(own) -> None:
    file = download(own)
    one = entry(file, "body.a1")
    one.msgstr = one.msgid.replace("§ 4", "§ 5")
    plan = upload(own, file).context["plan"]
    assert not [new for new in plan.new if "§" in new.after] and len(plan.refused) == 1


def test_somebody_elses_file_and_a_site_that_changed_are_not_used(own) -> None:
    file = download(own, page=own.page.pk)
    entry(file, ":lead:").msgstr = "Kort fortalt."
    shown = upload(own, file)
    publish(own.page, lead="Noko anna.")
    before = Revision.objects.count()
    assert save(own, shown).status_code == 200
    assert Revision.objects.count() == before
    kept = TranslatorsFile.objects.get()
    other = municipality("nordbygd")
    data = {"kept": kept.pk, "plan": shown.context["plan"].fingerprint, "direction": "nn-nb"}
    assert other.desk.post(at("files", own.site.pk), data).status_code == 404
    other.desk.post(at("files", other.site.pk), data)
    assert Revision.objects.filter(object_id=str(own.twin.pk)).latest("pk").user is None


def test_another_plan_of_the_same_size_is_not_the_one_that_was_shown(own) -> None:
    file, title = download(own, page=own.page.pk), own.twin.title
    entry(file, ":lead:").msgstr = "Oversetterens ingress."
    entry(file, ":title:").msgstr = "Oversetterens tittel"
    publish(own.twin, title="Kollegaens tittel")
    shown = upload(own, file)
    assert [one.after for one in shown.context["plan"].new] == ["Oversetterens ingress."]
    publish(own.twin, title=title, lead="Kollegaens ingress.")
    assert [one.before for one in save(own, shown).context["plan"].new] == [title]
    own.twin.refresh_from_db()
    assert own.twin.get_latest_revision_as_object().title == title


def test_a_page_more_costs_no_query_more(own, django_assert_max_num_queries) -> None:
    with CaptureQueriesContext(connection) as few:
        file = download(own)
        upload(own, file)
    for number in range(5):
        twin_article(article(own.home, f"Side {number}"), own.site, f"Nr. {number}")
    with django_assert_max_num_queries(len(few)):
        file = download(own)
        assert upload(own, file).context["plan"].unchanged >= 10


def test_a_new_block_of_the_source_comes_along(own) -> None:
    publish(
        own.page,
        body=[text_block("a1", BODY), text_block("n2", "<p>Ny tekst.</p>")],
    )
    file = download(own, waiting="on", page=own.page.pk)
    entry(file, "body.n2").msgstr = "<p>Ny tekst på bokmål.</p>"
    save(own, upload(own, file))
    own.twin.refresh_from_db()
    draft = own.twin.get_latest_revision_as_object()
    assert [block.value.source for block in draft.body][1] == "<p>Ny tekst på bokmål.</p>"
