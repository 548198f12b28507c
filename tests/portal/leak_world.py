"""A municipality with one thing of each kind in each state, and a word that betrays the state.

Every text of a thing has the word of its state in it, the address too. What readers must not see
has a word that no answer to a reader may hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db.models import CharField, Model, TextField
from django.utils import timezone
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page, PageViewRestriction, Site, get_page_models

from bti_portal.accounts.assigning import collection_of
from bti_portal.library.models import PortalDocument
from bti_portal.previews import inviting as previews
from bti_portal.registers.models import Arena, HelpLine, LegalReference, ModelElement, Role
from handlingsveileder.models import ArticlePage, HomePage, ToolPage
from handlingsveileder.models.guide import GuidePage
from tests.factories import UserFactory, home_of, make_site
from tests.factories.worksheets import every_question
from tjenesteoversikt.inviting import invite
from tjenesteoversikt.models import Provider, Publication, Service, Theme

# What stands in everything, so that a search for it would find all.
COMMON = "fellesordet"
LIVE = "qzlive"
# A word for each state in which readers must not see a thing.
HIDDEN = {
    "draft": "qzdraft",
    "draft on top of what is published": "qzontop",
    "scheduled": "qzplan",
    "expired": "qzpast",
    "private": "qzpriv",
    "below a private page": "qzbelow",
    "other site": "qzother",
    "retired": "qzgone",
    "hidden here": "qzhide",
    "unapproved": "qzunap",
}
# The same page in the other form of Norwegian: shown there, and only there.
OTHER_FORM = "qzform"
PAGE_TYPES = [model for model in get_page_models() if model is not Page]


@dataclass
class World:
    """The site, and what is in it."""

    site: Site
    other: Site
    pages: dict[str, dict[type[Page], Page]] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    rows: dict[type[Model], list[Model]] = field(default_factory=dict)
    documents: dict[str, PortalDocument] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    drafts: dict[type[Page], str] = field(default_factory=dict)


def words_of(model: type[Model], word: str) -> dict[str, Any]:
    """A value with `word` in it for every text of a model that people write."""
    values: dict[str, Any] = {}
    for column in model._meta.concrete_fields:
        is_text = type(column) in (CharField, TextField, RichTextField) or isinstance(
            column, RichTextField
        )
        is_page_machinery = column.model is Page and column.name not in (
            "seo_title",
            "search_description",
        )
        if column.choices and not (column.blank or column.has_default()):
            values[column.name] = next(value for value, _label in column.flatchoices if value)
        if not is_text or not column.editable or column.choices or is_page_machinery:
            continue
        if column.name in ("key", "organisation_number", "referral_form", "los_uri"):
            continue
        text = f"{word} {COMMON}"
        values[column.name] = f"<p>{text}</p>" if isinstance(column, RichTextField) else text
        if column.max_length and len(text) > column.max_length:
            values[column.name] = word[: column.max_length]
    return values


def raw_value(block: blocks.Block, word: str, world: World) -> Iterator[Any]:
    """What a stream stores for a block with `word` in its texts; each cited thing is one value."""
    if isinstance(block, blocks.StructBlock):
        yield from _structs(block, word, world)
    elif isinstance(block, blocks.StreamBlock):
        yield [
            {"type": name, "value": value, "id": str(uuid4())}
            for name, child in block.child_blocks.items()
            for value in raw_value(child, word, world)
        ]
    elif isinstance(block, blocks.ListBlock):
        found = list(raw_value(block.child_block, word, world))
        yield [{"type": "item", "value": value, "id": str(uuid4())} for value in found]
    elif isinstance(block, blocks.ChooserBlock):
        yield from _chosen(block, world)
    else:
        yield _simple(block, word, world)


def _structs(block: blocks.StructBlock, word: str, world: World) -> Iterator[dict[str, Any]]:
    """As many as it takes to choose everything once."""
    inside = {name: list(raw_value(b, word, world)) for name, b in block.child_blocks.items()}
    # What a decision tree goes by: all answers lead to the end.
    if "code" in inside:
        inside["code"] = ["slutt" if "Ending" in type(block).__name__ else "start"]
    if "leads_to" in inside:
        inside["leads_to"] = ["slutt"]
    for number in range(max((len(found) for found in inside.values()), default=1)):
        yield {name: v[min(number, len(v) - 1)] if v else None for name, v in inside.items()}


def _chosen(block: blocks.ChooserBlock, world: World) -> Iterator[int]:
    if isinstance(block, blocks.PageChooserBlock):
        return _cited(block.target_model, world)
    return (row.pk for row in world.rows.get(block.target_model, []))


def _simple(block: blocks.Block, word: str, world: World) -> Any:
    """A value that is not made of blocks; nothing for a number or a date."""
    if isinstance(block, blocks.RichTextBlock):
        links = "".join(f'<a linktype="page" id="{pk}">{COMMON}</a> ' for pk in _cited(Page, world))
        return f"<p>{word} {COMMON} {links}</p>"
    if isinstance(block, blocks.CharBlock | blocks.TextBlock):
        return f"{word} {COMMON}"
    if isinstance(block, blocks.ChoiceBlock):
        return next(value for value, _label in block.field.choices if value)
    if isinstance(block, blocks.MultipleChoiceBlock):
        return []
    return False if isinstance(block, blocks.BooleanBlock) else None


def _cited(model: type[Page], world: World) -> Iterator[int]:
    """The pages of the site: an editor cannot choose another site's."""
    for state, pages in world.pages.items():
        if state not in ("other site", "other form"):
            yield from (page.pk for page in pages.values() if isinstance(page, model))


def streams_of(model: type[Page], word: str, world: World) -> dict[str, Any]:
    """Every stream of a page type, with each of its blocks, citing all that there is."""
    return {
        column.name: next(raw_value(column.stream_block, word, world))
        for column in model._meta.concrete_fields
        if isinstance(column, StreamField) and column.name != "worksheet"
    }


def add_page(
    model: type[Page], parent: Page, word: str, world: World, cites: bool = False, **values: Any
) -> Page:
    """A page of any type below `parent`."""
    known = words_of(model, word) | (streams_of(model, word, world) if cites else {})
    if issubclass(model, GuidePage):
        known |= {"version": "", "case_number": word}
    if issubclass(model, ToolPage):
        known |= {"worksheet": [*every_question(), ("short_answer", {"label": f"{word} spør"})]}
    known |= {"title": f"{word} {model.__name__} {COMMON}"}
    known |= {
        "slug": f"{word}-{model.__name__.lower()}",
        "locale": parent.locale,
        "show_in_menus": True,
    }
    page = model(**known | values)
    parent.add_child(instance=page)
    return page


def _parent_of(model: type[Page], pages: dict[type[Page], Page]) -> Page | None:
    allowed = [parent for parent in model.allowed_parent_page_models() if parent in pages]
    return pages[allowed[0]] if allowed else None


def _ordered() -> list[type[Page]]:
    """Page types with those they stand below before them."""
    done: list[type[Page]] = [HomePage]
    while len(done) < len(PAGE_TYPES):
        ready = [
            model
            for model in PAGE_TYPES
            if model not in done and set(model.allowed_parent_page_models()) & set(done)
        ]
        if not ready:
            raise ValueError(f"Cannot place {set(PAGE_TYPES) - set(done)}")
        done += ready
    return done[1:]


def _make_pages(world: World) -> None:
    home = home_of(world.site, "nn")
    public: dict[type[Page], Page] = {HomePage: home}
    for model in _ordered():
        public[model] = add_page(model, _parent_of(model, public), LIVE, world)
    world.pages["live"] = public
    for state in ("draft", "scheduled", "expired", "private", "retired"):
        made: dict[type[Page], Page] = {}
        for model in _ordered():
            made[model] = add_page(model, _parent_of(model, public), HIDDEN[state], world)
        world.pages[state] = made
    for page in world.pages["private"].values():
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    above = world.pages["private"]
    world.pages["below a private page"] = {
        model: add_page(model, parent, HIDDEN["below a private page"], world)
        for model in _ordered()
        if (parent := _parent_of(model, above))
    }
    stranger: dict[type[Page], Page] = {HomePage: home_of(world.other)}
    for model in _ordered():
        word = HIDDEN["other site"]
        stranger[model] = add_page(model, _parent_of(model, stranger), word, world)
    world.pages["other site"] = {m: p for m, p in stranger.items() if m is not HomePage}
    twin: dict[type[Page], Page] = {HomePage: home_of(world.site, "nb")}
    for model in _ordered():
        kin = public[model].translation_key
        parent = _parent_of(model, twin)
        twin[model] = add_page(model, parent, OTHER_FORM, world, translation_key=kin)
    world.pages["other form"] = twin


def _let_published_pages_cite_everything(world: World) -> None:
    """While all of it is published still, as it was when the editors chose it."""
    for model, page in world.pages["live"].items():
        for name, value in (words_of(model, LIVE) | streams_of(model, LIVE, world)).items():
            setattr(page, name, value)
        if isinstance(page, GuidePage):
            page.version = ""
        page.save()
        page.save_revision().publish()


def _hide_pages(world: World) -> None:
    past = timezone.now() - timezone.timedelta(days=1)
    for state in ("draft", "scheduled", "expired", "retired"):
        for page in world.pages[state].values():
            page.live, page.expired = False, state == "expired"
            page.expire_at = past if state == "expired" else None
            later = timezone.now() + timezone.timedelta(days=1)
            page.go_live_at = later if state == "scheduled" else None
            page.save()
    # A kept version tells what was published that day, and goes on telling it.
    guide = world.pages["live"][GuidePage]
    guide.version, guide.version_summary = "1.0", f"{LIVE} {COMMON}"
    guide.save_revision().publish()
    for page in world.pages["live"].values():
        for name, text in words_of(type(page), HIDDEN["draft on top of what is published"]).items():
            setattr(page, name, text)
        page.save_revision()
        page.refresh_from_db()


def _row(model: type[Model], word: str, site: Site | None, **values: Any) -> Any:
    return model.objects.create(
        **words_of(model, word) | {"key": f"{word}-{model.__name__.lower()}", "site": site} | values
    )


def _make_rows(world: World) -> None:
    for model in (Role, Arena, LegalReference, HelpLine):
        more = {"slug_nn": "arenaen", "slug_nb": "arenaen"} if model is Arena else {}
        world.rows[model] = [_row(model, LIVE, world.site, **more)]
        theirs = {"slug_nn": HIDDEN["other site"], "slug_nb": HIDDEN["other site"]} if more else {}
        _row(model, HIDDEN["other site"], world.other, **theirs)
    world.rows[Theme] = [Theme.objects.create(key="emnet", name_nn=LIVE, name_nb=LIVE)]
    part = {"kind": "plan", "level": "municipality"}
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)
    _row(ModelElement, LIVE, world.site, **part)
    _row(ModelElement, HIDDEN["other site"], world.other, **part)
    _row(ModelElement, HIDDEN["retired"], world.site, valid_to=yesterday, **part)
    _row(ModelElement, HIDDEN["scheduled"], world.site, valid_from=tomorrow, **part)


def add_service(word: str, site: Site, provider: Provider, **values: Any) -> Service:
    """A published service."""
    service = Service(
        **words_of(Service, word)
        | {"key": f"{word}-teneste", "site": site, "provider": provider, "kind": "service"}
        | {"audiences": ["youth"], "levels": ["1"], "availability": "open", "can_be_borrowed": True}
        | {"phone": "", "email": "", "website": ""}
        | values
    )
    service.save()
    service.save_revision().publish()
    return service


def _make_services(world: World) -> None:
    provider = _row(Provider, LIVE, world.site, owner_type="municipality")
    stranger = _row(Provider, HIDDEN["other site"], world.other, owner_type="municipality")
    for state in ("live", "draft", "scheduled", "expired", "retired", "hidden here"):
        word = HIDDEN.get(state, LIVE)
        world.services[state] = add_service(word, world.site, provider)
    world.services["other site"] = add_service(HIDDEN["other site"], world.other, stranger)
    # Borrowed with a text that was approved, and borrowed with none approved yet.
    lender = _row(Provider, f"{LIVE}2", world.other, owner_type="intermunicipal")
    lent = add_service(f"{LIVE}lent", world.other, lender)
    approved = lent.latest_revision
    Publication.objects.create(service=lent, site=world.site, approved_revision=approved)
    waiting = add_service(f"{HIDDEN['unapproved']}x", world.other, lender)
    Publication.objects.create(service=waiting, site=world.site)
    world.services |= {"lent": lent, "unapproved": waiting}
    for name, text in words_of(Service, HIDDEN["unapproved"]).items():
        setattr(lent, name, text)
    world.rows[Service] = list(world.services.values())


def _hide_services(world: World) -> None:
    for state in ("draft", "scheduled", "expired", "retired"):
        world.services[state].unpublish()
    hidden = Publication.objects.get(service=world.services["hidden here"], site=world.site)
    hidden.is_visible = False
    hidden.save()
    world.services["lent"].save_revision().publish()
    live = world.services["live"]
    for name, text in words_of(Service, HIDDEN["draft on top of what is published"]).items():
        setattr(live, name, text)
    live.save_revision()


def make_world() -> World:
    """All of it, as it is after the editors' day."""
    world = World(make_site("lekk.example", ("nn", "nb")), make_site("granne.example"))
    Locale.objects.get_or_create(language_code="nb")
    _make_rows(world)
    _make_services(world)
    _make_pages(world)
    _let_published_pages_cite_everything(world)
    _hide_services(world)
    _hide_pages(world)
    provider = world.services["live"].provider
    _link, token = invite(provider, UserFactory(coordinator_at=world.site))
    world.links["live"] = token
    editor = UserFactory(coordinator_at=world.site)
    for model in (ArticlePage, GuidePage):
        page = world.pages["live"][model]
        _link, token = previews.invite(page, world.site, editor, is_whole=model is GuidePage)
        world.drafts[model] = token
    for state, site in (("live", world.site), ("other site", world.other)):
        word = HIDDEN.get(state, LIVE)
        world.documents[state] = PortalDocument.objects.create(
            title=f"{word} dokument",
            file=ContentFile(word.encode(), name=f"{word}.txt"),
            collection=collection_of(site),
        )
    return world
