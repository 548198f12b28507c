"""The same page in the other form: finding it, making it as a draft, connecting two.

Pages of the two forms are translations of one another: they share a translation key, and stand in
one tree for each language of a site. Nothing here publishes anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import ForeignKey
from django.utils.text import slugify
from wagtail.fields import StreamField, StreamValue
from wagtail.models import Locale, Page, Site
from wagtail.query import PageQuerySet

from bti_portal.accounts.assigning import page_trees_of
from bti_portal.shell.languages import ENDONYMS
from bti_portal.translation.segments import text_fields, texts_of
from bti_portal.translation.weaving import Weaver, paired_paths, relinked
from handlingsveileder.stored_values import Citation, citations_of

# What is true of one page only: that somebody has checked or approved it.
NOT_COPIED = (
    "checked_on",
    "next_check",
    "approved_on",
    "approved_by",
    "case_number",
    "minutes_url",
)
# Letters that are no other letter with an accent, and would be dropped from an address.
LETTERS = str.maketrans({"ø": "o", "å": "a", "æ": "ae", "đ": "d", "ŋ": "n", "ŧ": "t"})


class CannotBeMade(Exception):
    """The page cannot be made or connected, with a sentence that says why."""


def homes_of(site: Site) -> dict[str, Page]:
    """The front page of each form of Norwegian that `site` has, the primary one first."""
    homes = sorted(page_trees_of(site), key=lambda home: home.pk != site.root_page_id)
    codes = dict(Locale.objects.values_list("pk", "language_code"))
    found = {codes[home.locale_id]: home for home in homes}
    return {code: home for code, home in found.items() if code in ENDONYMS}


def site_around(page: Page) -> Site | None:
    """The site in one of whose trees `page` stands."""
    for root in Site.get_site_root_paths():
        if page.url_path.startswith(root.root_path):
            return Site.objects.select_related("root_page").get(pk=root.site_id)
    return None


def other_form(page: Page, homes: dict[str, Page]) -> str:
    """The form the page could also be in; empty if the site has only one."""
    own = page.locale.language_code
    others = [code for code in homes if code != own]
    return others[0] if own in homes and others else ""


def twin_of(page: Page, language: str) -> Page | None:
    """The same page in `language`."""
    return page.get_translations().filter(locale__language_code=language).first()


def missing_above(page: Page, home: Page, language: str) -> list[Page]:
    """The pages above `page`, below its front page, that do not exist in `language`, topmost first."""
    above = page.get_ancestors().filter(depth__gt=home.depth)
    there = set(
        Page.objects.filter(
            translation_key__in=above.values("translation_key"), locale__language_code=language
        ).values_list("translation_key", flat=True)
    )
    return [one for one in above if one.translation_key not in there]


def links_to(pages: Iterable[Page], language: str) -> dict[int, int]:
    """For each page that `pages` cite, the same page in `language`. Two queries."""
    cited = {one.pk for page in pages for one in _cited(page)}
    keys = dict(Page.objects.filter(pk__in=cited).values_list("pk", "translation_key"))
    there = dict(
        Page.objects.filter(
            translation_key__in=set(keys.values()), locale__language_code=language
        ).values_list("translation_key", "pk")
    )
    return {pk: there[key] for pk, key in keys.items() if key in there}


def _cited(page: Page) -> Iterable[Citation]:
    yield from (
        one for one in citations_of(page) if one.model is Page or issubclass(one.model, Page)
    )
    for field in _page_fields(page):
        if pk := getattr(page, field.attname):
            yield Citation(field.name, Page, pk)


def _page_fields(page: Page) -> list[Any]:
    return [
        field
        for field in page._meta.get_fields()
        if isinstance(field, ForeignKey)
        and field.model is not Page
        and issubclass(field.related_model, Page)
        and not field.remote_field.parent_link
    ]


def paths_between(source: Page, target: Page) -> dict[str, str]:
    """The path of each text of `source` with that of the same text in `target`, where there is one."""
    paths = {}
    for field in text_fields(source):
        if isinstance(field, StreamField):
            ours, theirs = getattr(source, field.name), getattr(target, field.name)
            paths |= dict(
                paired_paths(
                    ours.stream_block,
                    list(ours.raw_data),
                    list(theirs.raw_data),
                    field.name,
                    field.name,
                )
            )
        else:
            paths[field.name] = field.name
    return paths


def put_words(
    target: Page,
    source: Page,
    words: dict[str, str],
    links: dict[int, int] | None = None,
    *,
    takes_all: bool = False,
) -> None:
    """Write words, by their path in `source`, into `target` in memory.

    With `takes_all` the target's streams are made anew from those of the source.
    """
    weaver = Weaver(words, links or {}, takes_all)
    for field in text_fields(source):
        if isinstance(field, StreamField):
            ours = getattr(source, field.name)
            theirs = [] if takes_all else list(getattr(target, field.name).raw_data)
            raw = weaver.woven(ours.stream_block, list(ours.raw_data), theirs, field.name)
            setattr(target, field.name, StreamValue(ours.stream_block, raw, is_lazy=True))
        elif field.name in words:
            setattr(target, field.name, words[field.name])


@transaction.atomic
def make_twin(page: Page, site: Site, user: Any) -> list[Page]:
    """Make drafts of `page` and of what is missing above it. Returns them, `page`'s own last.

    The texts are those of `page`, still to be translated; links lead to the other form.

    Raises:
        CannotBeMade: the site has no other form, the page exists there, or `user` may not add it.
    """
    homes = homes_of(site)
    language = other_form(page, homes)
    if not language or twin_of(page, language):
        raise CannotBeMade
    missing = missing_above(page, homes[page.locale.language_code], language)
    return [_copied(one, language, user) for one in (*missing, page)]


def _copied(page: Page, language: str, user: Any) -> Page:
    source = newest(page)
    parent = twin_of(page.get_parent(), language)
    if parent is None or not parent.permissions_for_user(user).can_add_subpage():
        raise CannotBeMade
    own = {field.name for field in source._meta.get_fields()}
    made = source.copy_for_translation(
        Locale.objects.get(language_code=language),
        exclude_fields=[name for name in NOT_COPIED if name in own],
    ).specific
    links = links_to([source], language)
    words = {path: relinked(text, links) for path, text in all_words(source).items()}
    put_words(made, source, words, links, takes_all=True)
    for field in _page_fields(source):
        pk = getattr(source, field.attname)
        setattr(made, field.attname, links.get(pk, pk))
    made.owner = user
    made.save()
    made.save_revision(user=user)
    return made


def all_words(page: Page) -> dict[str, str]:
    """The words of all texts of a page, by path."""
    return {one.path: one.text for one in texts_of(page) if one.text}


def newest(page: Page) -> Page:
    """The page as somebody last saved it, published or not."""
    specific = page.specific
    return specific.get_latest_revision_as_object() if specific.latest_revision_id else specific


def shown(page: Page) -> Page:
    """The page as readers meet it; a draft as it was last saved. It is what one translates from."""
    return page.specific if page.live else newest(page)


def name_address(page: Page) -> None:
    """Give a draft that was never published the address that its title makes."""
    wanted = slugify(page.title.lower().translate(LETTERS))[:200]
    if page.first_published_at or not wanted or wanted == page.slug:
        return
    siblings = page.get_siblings(inclusive=False).values_list("slug", flat=True)
    taken, free, count = set(siblings), wanted, 2
    while free in taken:
        free, count = f"{wanted}-{count}", count + 1
    page.slug = free


def could_be_twins(page: Page, home: Page) -> PageQuerySet:
    """Pages of the other form, of the same kind, that are not connected to anything."""
    connected = Page.objects.filter(
        locale_id=page.locale_id,
        translation_key__in=Page.objects.descendant_of(home).values("translation_key"),
    ).values("translation_key")
    return (
        Page.objects.descendant_of(home)
        .exact_type(page.specific_class)
        .exclude(translation_key__in=connected)
        .order_by("path")
    )


def connect(page: Page, other: Page) -> None:
    """Make `other` the same page as `page` in its own form. The caller has chosen among `could_be_twins`."""
    same = other.specific
    same.translation_key = page.translation_key
    same.save(update_fields=["translation_key"])


def disconnect(page: Page) -> None:
    """Undo `connect`: from now on the page stands alone."""
    alone = page.specific
    alone.translation_key = uuid4()
    alone.save(update_fields=["translation_key"])
