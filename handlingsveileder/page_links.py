"""Links to pages inside texts."""

from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from handlingsveileder.citations import address_of, fetched_rows


class CitedPageLinkHandler(PageLinkHandler):
    """Links in texts to published pages; a link to a page that is gone leaves its words."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, str]]) -> list[Page | None]:
        ids = [int(attrs["id"]) for attrs in attrs_list if attrs.get("id", "").isdigit()]
        known = fetched_rows(Page)
        if known is None:
            known = Page.objects.in_bulk(ids)
        return [known.get(int(attrs.get("id") or 0)) for attrs in attrs_list]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        return [
            f'<a href="{escape(address)}">' if page and (address := address_of(page)) else "<a>"
            for page in cls.get_many(attrs_list)
        ]
