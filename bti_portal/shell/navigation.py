"""What surrounds every reader's page: the municipality, menus, trail, the other form of Norwegian."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language, override
from wagtail.models import Page, Site

from bti_portal.registers.models import HelpLine
from bti_portal.shell import theming
from bti_portal.shell.drafts import Draft
from bti_portal.shell.languages import ENDONYMS, chrome_for, direction, endonym, form_for
from bti_portal.shell.models import Municipality, in_both_forms
from bti_portal.shell.outline import Outline, OutlinePage, outline_for, outline_of
from bti_portal.shell.pictures import Look, look_of

# In the address of a page that somebody is led to because another is not in the language.
MISSING = "manglar"


@dataclass(frozen=True)
class Link:
    """A link in a menu or a trail; `language` only when it differs from the page's."""

    title: str
    url: str
    is_current: bool = False
    language: str = ""


@dataclass(frozen=True)
class Alternate:
    """The page in another form of Norwegian."""

    code: str
    name: str
    url: str
    is_same_page: bool

    @property
    def direction(self) -> str:
        return direction(self.code)


class Shell:
    """The surroundings of one page, for one request; each part is worked out when first asked for.

    Args:
        request: the reader's request.
        page: the page shown, if any (an error page has none).
        tail: the rest of the address after the page's own, for a page with addresses below it; by
            language where it is not the same in all.
        below: a link to put at the end of the trail, for what such an address shows.
        carried: an address and a tail that every link to it and below it gets.
        is_canonical: False when what is shown is a variant of the page at its own address.
    """

    def __init__(
        self,
        request: HttpRequest,
        page: Page | None = None,
        tail: str | Mapping[str, str] = "",
        below: Link | None = None,
        carried: tuple[str, str] = ("", ""),
        is_canonical: bool = True,
    ) -> None:
        self.request = request
        self.page = page
        self.tail = tail
        self.below = below
        self.carried = carried
        self.is_canonical = is_canonical

    def _tail(self, language: str) -> str:
        return self.tail if isinstance(self.tail, str) else self.tail.get(language, "")

    def carry(self, url: str) -> str:
        """`url` with the carried tail, if it is one that gets it."""
        start, tail = self.carried
        return url + tail if tail and url.startswith(start) and not url.endswith(tail) else url

    @cached_property
    def outline(self) -> Outline | None:
        """In a preview the request came to the admin's host: the page knows its own site."""
        if self.draft is not None:
            return outline_for(self.request)
        if self.page and getattr(self.request, "is_preview", False):
            site = self.page.get_site()
            return outline_of(site, self.request) if site else None
        return outline_for(self.request)

    @property
    def draft(self) -> Draft | None:
        """Set when what is shown is a draft, behind a link for outsiders."""
        drafted: Outline | None = getattr(self.request, "_draft_outline", None)
        return drafted.draft if drafted else None

    @property
    def site(self) -> Site | None:
        return self.outline.site if self.outline else None

    @property
    def municipality(self) -> Municipality:
        return self.outline.municipality if self.outline else Municipality()

    @cached_property
    def language(self) -> str:
        if self.page and self.outline:
            lineage = self.outline.lineage(self.page.path or "")
            if lineage:
                return lineage[0].language
        return get_language()

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def is_norwegian(self) -> bool:
        """Whether rows have words in the page's language."""
        return self.language in ENDONYMS

    @property
    def form(self) -> str:
        """The form of Norwegian that rows are shown in."""
        return form_for(self.language)

    @property
    def chrome(self) -> str:
        """The language of our own words around the page."""
        return chrome_for(self.language)

    @property
    def endonym(self) -> str:
        return endonym(self.language)

    @property
    def municipality_name(self) -> str:
        """The municipality's name in the form of Norwegian that belongs here."""
        with override(self.form):
            return str(self.municipality)

    @property
    def search_url(self) -> str:
        with override(self.language):
            return reverse("search")

    @property
    def stands_in(self) -> bool:
        """Whether the reader was led here because another page is not in the language."""
        return not self.is_norwegian and MISSING in self.request.GET

    @cached_property
    def home(self) -> OutlinePage | None:
        return self.outline.home(self.language) if self.outline else None

    @property
    def home_url(self) -> str:
        return self.home.url if self.home else get_script_prefix()

    def _links(self, place: str) -> list[Link]:
        if not self.outline or not self.home:
            return []
        here = (self.page.path or "") if self.page else ""
        return [
            Link(page.title, self.carry(page.url), here.startswith(page.path))
            for page in self.outline.children(self.home)
            if page.in_menu
            and getattr(page.model, "menu_place", "main") == place
            and not self.outline.hides(page.path, here)
        ]

    @cached_property
    def menu(self) -> list[Link]:
        """The main menu: pages right below the front page that are ticked to be in menus."""
        return self._links("main")

    @cached_property
    def footer_links(self) -> list[Link]:
        return self._links("footer")

    @cached_property
    def _lineage(self) -> list[OutlinePage]:
        return self.outline.lineage(self.page.path or "") if self.outline and self.page else []

    @cached_property
    def trail(self) -> list[Link]:
        """From the front page down to what is shown; empty on the front page itself."""
        links = [Link(page.title, self.carry(page.url)) for page in self._lineage]
        if self.page and (not self._lineage or self._lineage[-1].pk != self.page.pk):
            links.append(Link(self.page.title, ""))
        if self.below:
            links.append(self.below)
        if len(links) < 2:
            return []
        return [*links[:-1], replace(links[-1], is_current=True)]

    @cached_property
    def alternates(self) -> list[Alternate]:
        """The site's other languages: the same page there, else the nearest page above it."""
        if not self.outline:
            return []
        return [
            self._alternate(home) for home in self.outline.homes if home.language != self.language
        ]

    def _alternate(self, home: OutlinePage) -> Alternate:
        name = endonym(home.language)
        # Only where much is missing: between the forms of Norwegian it would be in the way.
        sign = "" if home.language in ENDONYMS else f"?{MISSING}=1"
        for page in reversed(self._lineage):
            twin = self.outline.in_language(page, home.language) if self.outline else None
            if twin:
                is_same = bool(self.page) and page.pk == self.page.pk
                return Alternate(
                    home.language,
                    name,
                    twin.url + (self._tail(home.language) if is_same else sign),
                    is_same,
                )
        return Alternate(home.language, name, home.url + sign, False)

    @cached_property
    def hreflangs(self) -> list[tuple[str, str]]:
        """Language codes with full addresses of this very page, itself included."""
        others = [other for other in self.alternates if other.is_same_page]
        if not others or not self.is_canonical or self.draft:
            return []
        return [
            (self.language, self.canonical),
            *((other.code, self.request.build_absolute_uri(other.url)) for other in others),
        ]

    @cached_property
    def canonical(self) -> str:
        """The full address of what is shown, without a query; empty for an error page or a draft."""
        if self.draft or not self.page or not self._lineage or self._lineage[-1].pk != self.page.pk:
            return ""
        tail = self._tail(self.language) if self.is_canonical else ""
        return self.request.build_absolute_uri(self._lineage[-1].url + tail)

    @cached_property
    def acute_help_lines(self) -> list[HelpLine]:
        """The shared lines for when life or safety is in danger, with a checked number."""
        return list(HelpLine.objects.filter(site=None, is_acute=True, checked_on__isnull=False))

    @property
    def has_own_style(self) -> bool:
        """Whether the fork that runs has a stylesheet of its own."""
        return settings.HAS_OWN_STYLE

    @property
    def is_preview(self) -> bool:
        return bool(self.outline and self.outline.is_preview)

    @property
    def colour_scheme(self) -> str:
        """`light` or `dark` where a preview is to show one; else the reader's own wish decides."""
        return getattr(self.request, "colour_scheme", "")

    @property
    def theme_url(self) -> str:
        colour = self.municipality.colour
        if self.is_preview:
            return reverse("theme_of_colour", args=[colour.hex[1:]])
        site = self.site
        return reverse("theme", args=[site.pk if site else 0, theming.fingerprint(colour)])

    @property
    def notice(self) -> Municipality | None:
        """The municipality, while it has something to tell on all its pages.

        A preview shows the notice before its time too.
        """
        municipality = self.municipality
        has_words = any(in_both_forms(municipality, "notice_text"))
        return (
            municipality if has_words and (self.is_preview or municipality.notice_is_on) else None
        )

    @cached_property
    def look(self) -> Look | None:
        """What the site's pictures are made from; None where there is no site."""
        if not self.outline or not self.outline.homes:
            return None
        return look_of(self.municipality, self.outline.languages[0])

    @property
    def icon_url(self) -> str:
        """The icon of the site, with a name that ends in `.svg` when it is drawn by the portal."""
        return self._picture("icon_drawn" if self.look and not self.look.icon else "icon")

    @property
    def touch_icon_url(self) -> str:
        return self._picture("icon")

    @property
    def shared_picture_url(self) -> str:
        """The full address of the picture for a shared link."""
        address = self._picture("shared_picture")
        return self.request.build_absolute_uri(address) if address else ""

    def _picture(self, name: str) -> str:
        if not self.look or not self.site:
            return ""
        mark = self.look.shared_mark if name == "shared_picture" else self.look.icon_mark
        return reverse(name, args=[self.site.pk, mark])


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Context processor: the surroundings of a page that is not in the page tree."""
    return {"shell": Shell(request)}
