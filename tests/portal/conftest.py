"""Two small municipalities side by side. Everything that is Fjordvik's alone has `SECRET` in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.utils import timezone, translation
from PIL import Image as Picture
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import GroupApprovalTask, Locale, Page, Site, Workflow, WorkflowTask

from bti_portal.accounts.assigning import assign_role, collection_of
from bti_portal.accounts.models import User
from bti_portal.library.models import PortalDocument, PortalImage
from bti_portal.packages.models import Origin, ReceivedPackage
from bti_portal.registers.models import (
    AcceptedWord,
    Arena,
    HelpLine,
    LegalReference,
    ModelElement,
    Role,
    Synonym,
    Term,
)
from bti_portal.shell.models import Municipality
from handlingsveileder.models import ArticlePage, GuidePage, HomePage, LevelPage, StepPage
from tjenesteoversikt.models import (
    ColumnMapping,
    ImportRun,
    Need,
    Provider,
    Publication,
    Service,
    ServiceIndexPage,
    Theme,
)

# Without letters that JSON would write as something else.
SECRET = "Hemmelegord"
PASSWORD = "eit langt passord 1"


@dataclass
class Neighbour:
    """One municipality with something of each kind."""

    site: Site
    home: HomePage
    coordinator: User
    rows: dict[type[Model], Model] = field(default_factory=dict)
    pages: dict[type[Page], Page] = field(default_factory=dict)

    def log_in(self, **headers: str) -> Client:
        """A browser in which this municipality's coordinator is logged in."""
        client = Client(HTTP_HOST=self.site.hostname, raise_request_exception=False, **headers)
        client.force_login(self.coordinator)
        return client


def _row(model: type[Model], word: str, site: Site | None, **values: Any) -> Any:
    name = "act" if model is LegalReference else "name"
    names = {f"{name}_nn": f"{word} {model.__name__}", f"{name}_nb": f"{word} {model.__name__}"}
    values.setdefault("key", f"eit-{model.__name__.lower()}-hos-{site.pk if site else 'alle'}")
    return model.objects.create(site=site, **names, **values)


def make_service(site: Site, provider: Provider, word: str, key: str) -> Service:
    """A published service with a draft on top."""
    service = Service(
        key=key, site=site, provider=provider, name_nn=word, name_nb=word, summary_nn=word
    )
    service.save()
    service.save_revision().publish()
    service.summary_nn = f"{word} utkast"
    service.save_revision(log_action=True)
    return service


def _make_files(neighbour: Neighbour, word: str) -> None:
    content = BytesIO()
    Picture.new("RGB", (8, 8), "teal").save(content, "PNG")
    collection = collection_of(neighbour.site)
    neighbour.rows[PortalImage] = PortalImage.objects.create(
        title=f"{word} bilete",
        file=ImageFile(content, name=f"{neighbour.site.pk}.png"),
        collection=collection,
        width=8,
        height=8,
    )
    neighbour.rows[PortalDocument] = PortalDocument.objects.create(
        title=f"{word} dokument",
        file=ContentFile(b"tekst", name=f"{neighbour.site.pk}.txt"),
        collection=collection,
    )


def _make_pages(neighbour: Neighbour, word: str) -> None:
    parents: dict[type[Page], Page] = {HomePage: neighbour.home}
    for page_type, parent, values in (
        (ArticlePage, HomePage, {"show_in_menus": True}),
        (ServiceIndexPage, HomePage, {"show_in_menus": True}),
        (GuidePage, HomePage, {"show_in_menus": True}),
        (LevelPage, GuidePage, {"label": "0"}),
        (StepPage, LevelPage, {"what": "<p>Undre deg.</p>"}),
    ):
        name = page_type.__name__
        # What preflight asks of them.
        if page_type is GuidePage:
            values["violence_exit"] = parents[ArticlePage]
        elif page_type is StepPage:
            values["responsible_roles"] = [("role", neighbour.rows[Role])]
        page = page_type(title=f"{word} {name}", slug=name.lower(), lead=f"{word} leiar", **values)
        parents[parent].add_child(instance=page)
        page.save_revision(log_action=True, user=neighbour.coordinator).publish()
        parents[page_type] = page_type.objects.get(pk=page.pk)
    neighbour.pages = parents


def _make_loans(neighbour: Neighbour, word: str) -> None:
    """A package that has come in, and a text of it that waits for a choice."""
    site, page = neighbour.site, neighbour.pages[ArticlePage]
    neighbour.rows[ReceivedPackage] = ReceivedPackage.objects.create(
        site=site, name="lant", title_nn=word, written_at=timezone.now()
    )
    neighbour.rows[Origin] = Origin.objects.create(
        package="lant",
        key="artikkel",
        site=site,
        object=page,
        field="lead",
        base=f'"{word} før"',
        newer=f'"{word} no"',
    )


def _make_homes(key: str, languages: tuple[str, ...], word: str) -> HomePage:
    """The front pages, one for each language. Returns the first."""
    homes: list[HomePage] = []
    for language in languages:
        locale, _made = Locale.objects.get_or_create(language_code=language)
        slug = f"{key}-{language}" if homes else key
        kinship = {"translation_key": homes[0].translation_key} if homes else {}
        homes.append(HomePage(title=f"{word} heim", slug=slug, locale=locale, **kinship))
        Page.get_first_root_node().add_child(instance=homes[-1])
    return homes[0]


def make_neighbour(key: str, languages: tuple[str, ...], word: str) -> Neighbour:
    """A municipality whose texts, files and people have `word` in their names.

    All stands in the first of the languages; in others it has a front page only.
    """
    home = _make_homes(key, languages, word)
    site = Site.objects.create(
        hostname=f"{key}.example", site_name=f"{key.capitalize()}hamn", root_page=home
    )
    Municipality.objects.create(site=site, name_nn=site.site_name, slogan_nn=f"{word} slagord")
    coordinator = User.objects.create_user(
        f"{word.lower()}@{key}.example", PASSWORD, first_name=word, last_name=key
    )
    coordinator.groups.add(assign_role(site, "coordinator"))
    neighbour = Neighbour(site, home, coordinator)
    for model in (HelpLine, LegalReference, Role, Arena, Provider):
        neighbour.rows[model] = _row(model, word, site)
    neighbour.rows[ModelElement] = _row(
        ModelElement, word, site, kind="plan", level="municipality", purpose_nn=word, owner_nn=word
    )
    neighbour.rows[Synonym] = Synonym.objects.create(site=site, words=f"{word}, anna ord")
    neighbour.rows[AcceptedWord] = AcceptedWord.objects.create(site=site, words=f"{word} namn")
    neighbour.rows[Term] = Term.objects.create(site=site, key=f"term-{site.pk}", preferred_nn=word)
    service = make_service(site, neighbour.rows[Provider], f"{word} teneste", "ei-teneste")
    neighbour.rows[Service] = service
    neighbour.rows[Publication] = Publication.objects.get(service=service)
    neighbour.rows[ImportRun] = ImportRun.objects.create(
        site=site,
        mapping=ColumnMapping.objects.create(site=site, name=f"{word} liste"),
        file_name=f"{word}.xlsx",
        undo=[{"pk": service.pk, "did": "create", "revision": None, "is_live": True}],
        applied_at=timezone.now(),
    )
    _make_files(neighbour, word)
    _make_pages(neighbour, word)
    _make_loans(neighbour, word)
    for row in neighbour.rows.values():
        log(row, "wagtail.edit", user=coordinator, title=f"{word} {row._meta.model_name}")
    Redirect.objects.create(old_path="/gammal", site=site, redirect_link=f"/{word.lower()}/")
    return neighbour


def send_to_workflow(owner: Neighbour, word: str = SECRET) -> SimpleNamespace:
    """A service and a page of the owner's wait for the owner's own people."""
    task = GroupApprovalTask.objects.create(name=f"{word} oppgåve")
    task.groups.set(owner.coordinator.groups.all())
    workflow = Workflow.objects.create(name=f"{word} arbeidsflyt")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    page = ArticlePage.objects.get(pk=owner.pages[ArticlePage].pk)
    page.save_revision(user=owner.coordinator)
    service = Service.objects.get(pk=owner.rows[Service].pk)
    return SimpleNamespace(
        task=task,
        workflow=workflow,
        of_page=workflow.start(page, owner.coordinator),
        of_service=workflow.start(service, owner.coordinator),
    )


def make_neighbours() -> SimpleNamespace:
    """Fjordvik (all its own is secret), Austby, what both share, and an operator."""
    fjordvik = make_neighbour("fjordvik", ("nn",), SECRET)
    # With two trees of pages, what they have in common is the root of the instance: Wagtail then
    # lets somebody explore all that is below it.
    austby = make_neighbour("austby", ("nb", "nn"), "Nabobygd")
    shared = {m: _row(m, "Felles", None) for m in (HelpLine, LegalReference, Role, Arena)}
    shared[Need] = Need.objects.create(key="felles", name_nn="Felles", name_nb="Felles")
    shared[Theme] = Theme.objects.create(key="felles", name_nn="Felles", name_nb="Felles")
    lender = _row(Provider, "Utlån", fjordvik.site, key="utlan", owner_type="intermunicipal")
    lent = make_service(fjordvik.site, lender, "Utlånt teneste", "utlant")
    Publication.objects.create(service=lent, site=austby.site, local_note_nb="Austby si merknad")
    return SimpleNamespace(
        fjordvik=fjordvik,
        austby=austby,
        shared=shared,
        lent=lent,
        waiting=send_to_workflow(fjordvik),
        operator=User.objects.create_superuser("operator@example.no", PASSWORD),
    )


@pytest.fixture(scope="module")
def neighbours(django_db_setup: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """Two municipalities, made once for the tests of a module and undone after them.

    What a test changes is undone after that test.
    """
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("nb"):
        yield make_neighbours()
        transaction.set_rollback(True)
