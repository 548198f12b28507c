"""Other languages than Norwegian on a site: a front page in each, and chosen pages below it."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Locale, Page, Site
from wagtail.query import PageQuerySet

from bti_portal.accounts.assigning import assign_role, page_trees_of
from bti_portal.accounts.models import SiteRole, User
from bti_portal.shell.languages import ENDONYMS
from bti_portal.shell.models import municipality_for
from handlingsveileder.models import HomePage

CODES = tuple(code for code, _name in settings.MORE_LANGUAGES)


class CannotBeInLanguage(Exception):
    """A page that cannot stand in another language than Norwegian. The words say why."""


def front_pages(site: Site) -> dict[str, Page]:
    """The front pages of `site` in other languages than Norwegian, drafts too, by language."""
    homes = {home.locale.language_code: home for home in page_trees_of(site)}
    return {code: homes[code] for code in CODES if code in homes}


@transaction.atomic
def add_language(site: Site, code: str, user: User) -> Page:
    """Make a front page of `site` in the language, as a draft; or return the one that is there."""
    if code not in CODES:
        raise CannotBeInLanguage(_("The portal does not know this language."))
    known = front_pages(site).get(code)
    if known:
        return known
    locale, _made = Locale.objects.get_or_create(language_code=code)
    root = site.root_page
    with override(root.locale.language_code):
        title = str(municipality_for(site))
    home = HomePage(
        title=title,
        slug=f"{root.slug}-{code}",
        locale=locale,
        translation_key=root.translation_key,
        live=False,
    )
    root.get_parent().add_child(instance=home)
    home.save_revision(user=user)
    # Those who work for the site work on the new pages too.
    for role in SiteRole.objects.filter(site=site):
        assign_role(site, role.role)
    return home


def pages_to_choose(site: Site) -> PageQuerySet:
    """The published pages in the site's first language that may stand in another."""
    below = Page.objects.descendant_of(site.root_page).live().order_by("path")
    return below.filter(pk__in=[page.pk for page in below if _may_move(page)])


def _may_move(page: Page) -> bool:
    return getattr(page.specific_class, "may_be_in_any_language", False)


@transaction.atomic
def draft_in(page: Page, code: str, user: User) -> Page:
    """A draft of `page` in the language, with the Norwegian words to write over.

    The pages above it get drafts too, if they have none.

    Raises:
        CannotBeInLanguage: it is not of a kind that can, or the site does not use the language.
    """
    if not _may_move(page) or code in ENDONYMS:
        raise CannotBeInLanguage(_("This kind of page can only be in Norwegian."))
    locale = Locale.objects.filter(language_code=code).first()
    if locale is None:
        raise CannotBeInLanguage(_("Make a front page in the language first."))
    known = page.get_translation_or_none(locale)
    if known:
        return known
    copy = page.specific.copy_for_translation(locale, copy_parents=True)
    copy.save_revision(user=user)
    return copy
