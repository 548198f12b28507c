"""A guide is lent as a package, taken in by another municipality, and told again as it was."""

import io
from pathlib import Path

import pytest
import yaml
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from wagtail.models import Page, PageViewRestriction

from bti_portal.accounts.assigning import collection_of
from bti_portal.exchange.plan import Refused
from bti_portal.library.models import PortalDocument
from bti_portal.packages.lending import Lending
from bti_portal.packages.loading import load, plan
from bti_portal.packages.reading import read_archive
from bti_portal.registers.models import HelpLine, Role
from handlingsveileder.models import GuidePage, StepPage, ToolPage
from tests.factories import make_site
from tests.portal.lending_world import (
    article_at,
    edit_block,
    files_of,
    page_at,
    publish,
    step_at,
    world,
)
from tests.reading import read
from tjenesteoversikt.models import Publication, Service, ServiceIndexPage

__all__ = ["world"]

pytestmark = pytest.mark.django_db


def told(content: bytes, name: str) -> dict:
    return yaml.safe_load(files_of(content)[name])


STEP = "guide/level-01/step-01-01.yaml"
ARTICLE = "pages/articles/001.yaml"


def test_the_same_guide_gives_the_same_bytes(world):
    assert world.lend("1") == world.package


def test_what_is_taken_in_is_lent_again_as_the_same_files(world):
    los = Service.objects.get(key="los", site=world.lender)
    Publication.objects.create(service=los, site=world.borrower)
    for home in world.borrower.root_page.get_translations(inclusive=True):
        own = ServiceIndexPage(title="Hjelp", slug="hjelp", locale=home.locale)
        home.specific.add_child(instance=own)
    world.take_in()
    guide = page_at(world.borrower, GuidePage, "nn")
    again = files_of(Lending(guide, world.borrower).as_zip())
    first = files_of(world.package)
    del again["package.yaml"], first["package.yaml"]
    # The title of the borrower's own catalogue, which the guide leads to.
    assert again.pop("references.yaml") != first.pop("references.yaml")
    assert again == first


def test_readers_of_both_forms_find_it(world, reader):
    world.take_in()
    for form in ("nn", "nb"):
        page = reader(world.borrower).get(f"/{form}/guide/level-0/steg/")
        assert read(page).one("h1").text == f"Steg {form}"
        assert (
            "Slik i skulen"
            in reader(world.borrower)
            .get(f"/{form}/guide/level-0/steg/for/{'skule' if form == 'nn' else 'skole'}/")
            .content.decode()
        )
    tool = reader(world.borrower).get("/nb/tools/ark/")
    assert "Skriv" in tool.content.decode()


def test_a_site_with_one_form_takes_that_form(world, reader):
    site = make_site("ein.example", ("nb",))
    load(read_archive(world.package), site)
    assert reader(site).get("/nb/guide/level-0/steg/").status_code == 200
    assert (
        Page.objects.descendant_of(site.root_page).exclude(locale__language_code="nb").count() == 0
    )


def test_a_site_with_the_other_form_only_is_refused(world):
    publish(page_at(world.lender, GuidePage, "nb")).unpublish(set_expired=False)
    package = read_archive(world.lend())
    assert package.forms == ["nn"]
    with pytest.raises(Refused, match="nn"):
        load(package, make_site("ein.example", ("nb",)))


def test_drafts_and_private_and_unpublished_pages_are_left_out(world):
    step = step_at(world.lender)
    step.lead = "Halvferdig løyndom"
    step.save_revision()
    PageViewRestriction.objects.create(page=article_at(world.lender), restriction_type="login")
    page_at(world.lender, ToolPage, "nb").unpublish()
    content = world.lend()
    files = files_of(content)
    assert "løyndom" not in b"".join(files.values()).decode()
    assert set(told(content, ARTICLE)["title"]) == {"nb"}
    assert set(told(content, "tools/001.yaml")["title"]) == {"nn"}


def test_nothing_is_told_of_users(world):
    page = step_at(world.lender)
    page.responsible = world.lenders_coordinator
    page.save_revision(user=world.lenders_coordinator).publish()
    whole = b"".join(files_of(world.lend()).values()).decode()
    assert world.lenders_coordinator.email not in whole
    assert "responsible_id" not in whole


def test_forms_that_differ_come_back_as_they_were(world):
    article = article_at(world.lender, "nn")
    raw = [*article.body.raw_data, {"type": "text", "value": "<p>Berre nynorsk</p>"}]
    stream = article.body
    publish(article, body=type(stream)(stream.stream_block, raw, is_lazy=True))
    services = step_at(world.lender, "nb").services
    publish(step_at(world.lender, "nb"), services=type(services)(services.stream_block, []))
    world.take_in(world.lend())
    kinds = {
        form: [b.block_type for b in article_at(world.borrower, form).body] for form in ("nn", "nb")
    }
    assert kinds["nn"] == [*kinds["nb"], "text"]
    assert "Berre nynorsk" in str(article_at(world.borrower, "nn").body)


def test_block_ids_survive_also_of_blocks_that_editors_made(world):
    article = article_at(world.lender, "nn")
    raw = [{"type": "text", "value": "<p>Ny først</p>"}, *article.body.raw_data]
    stream = article.body
    publish(article, body=type(stream)(stream.stream_block, raw, is_lazy=True))
    made = [
        b["id"] for b in article_at(world.lender, "nn").body.raw_data if b["type"] != "help_lines"
    ]
    world.take_in(world.lend())
    there = [
        b["id"] for b in article_at(world.borrower, "nn").body.raw_data if b["type"] != "help_lines"
    ]
    assert there == made


def test_the_registers_that_all_share_are_not_changed(world):
    line = HelpLine.objects.get(key="linja", site=None)
    HelpLine.objects.filter(pk=line.pk).update(number="800 00 000")
    package = read_archive(world.package)
    load(package, world.borrower)
    assert HelpLine.objects.get(key="linja").number == "800 00 000"


def test_a_row_of_the_lenders_own_becomes_the_borrowers_own_and_unchecked(world):
    own = HelpLine.objects.create(
        key="lokal", site=world.lender, name_nn="Vakta", name_nb="Vakta", number="11 22 33 44",
        source="https://example.no/", checked_on="2026-10-01",
    )  # fmt: skip
    article = article_at(world.lender)
    edit_block(article, "body", 3, [{"type": "item", "value": own.pk, "id": "a"}])
    world.take_in(world.lend())
    made = HelpLine.objects.get(key="lokal", site=world.borrower)
    assert (made.number, made.source, made.checked_on) == (
        "11 22 33 44",
        "https://example.no/",
        None,
    )
    assert str(made.pk) in str(article_at(world.borrower).body.raw_data[3]["value"])


def test_links_to_a_sites_own_places_lead_to_the_borrowers_own(world):
    home = world.borrower.root_page.specific
    own = ServiceIndexPage(title="Hjelp", slug="hjelp", locale=home.locale)
    home.add_child(instance=own)
    world.take_in()
    link = article_at(world.borrower).body.raw_data[2]["value"][0]["value"]
    assert link["page"] == own.pk


def test_files_of_tools_come_along_and_once_only(world):
    for form in ("nn", "nb"):
        document = PortalDocument.objects.filter(title="Arket").first() or PortalDocument(
            title="Arket", collection=collection_of(world.lender),
            file=ContentFile(b"%PDF-1.7 ark", name="ark.pdf"), public_title_nn="Ark å skrive ut",
        )  # fmt: skip
        document.save()
        publish(page_at(world.lender, ToolPage, form), document=document)
    world.take_in(world.lend())
    world.take_in(world.lend())
    found = PortalDocument.objects.get(collection=collection_of(world.borrower))
    assert found.file.read() == b"%PDF-1.7 ark"
    assert found.public_title_nn == "Ark å skrive ut"
    assert page_at(world.borrower, ToolPage, "nb").document_id == found.pk


def test_a_page_at_the_same_address_is_not_touched(world):
    home = world.borrower.root_page.specific
    own = type(article_at(world.lender))(title="Vår", slug="vald", lead="Vår eigen")
    home.add_child(instance=own)
    report = world.take_in()
    own.refresh_from_db()
    assert (own.title, own.lead) == ("Vår", "Vår eigen")
    assert ("Vald nn", "nn", "vald-2") in report.renamed


def test_as_drafts_readers_see_nothing(world, reader):
    world.take_in(publishes=False)
    assert reader(world.borrower).get("/nn/guide/").status_code == 404
    assert step_at(world.borrower).get_latest_revision_as_object().lead == "Kort sagt nn"


def test_the_plan_writes_nothing_and_is_what_is_written(world):
    before = Page.objects.count(), Role.objects.count(), PortalDocument.objects.count()
    shown = plan(read_archive(world.package), world.borrower)
    assert (Page.objects.count(), Role.objects.count(), PortalDocument.objects.count()) == before
    assert shown.created > 10
    assert shown.fingerprint == world.take_in().fingerprint
    again = plan(read_archive(world.package), world.borrower)
    assert again.created == again.updated == len(again.left_alone) == 0


def test_a_guide_is_not_lent_to_itself(world):
    with pytest.raises(Refused, match=r"lent to itself|av seg s(elv|jølv)"):
        load(read_archive(world.package), world.lender)


def test_the_commands_write_and_load_one_file(world, tmp_path: Path):
    file = tmp_path / "guide.zip"
    call_command("export_package", file, host="utlan.example", stdout=io.StringIO())
    planned, said = io.StringIO(), io.StringIO()
    call_command("load_package", file, host="innlan.example", plan=True, stdout=planned)
    assert not StepPage.objects.descendant_of(world.borrower.root_page).exists()
    call_command("load_package", file, host="innlan.example", stdout=said)
    assert said.getvalue().splitlines()[0] == planned.getvalue().splitlines()[1]
    assert StepPage.objects.descendant_of(world.borrower.root_page).get().live
    assert "0 texts left alone" in said.getvalue()


def test_a_site_without_a_guide_says_so(world, tmp_path):
    with pytest.raises(CommandError, match="none"):
        call_command("export_package", tmp_path / "x.zip", host="innlan.example")
