"""Display formats that every page uses."""

import re
from typing import Any

from django import template
from django.db.models import Model
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.translation import get_language, override
from wagtail.templatetags.wagtailcore_tags import richtext

from bti_portal.shell.languages import chrome_for, direction, form_for, in_reader_language

register = template.Library()


def _direction_of(code: str) -> str:
    """The attribute, where the text runs the other way than what stands around it."""
    if direction(code) == direction(get_language()):
        return ""
    return format_html(' dir="{}"', direction(code))


@register.simple_tag
def words(row: Model, name: str) -> str:
    """A translated field of a row; marked with its language when the reader's is missing."""
    text, code = in_reader_language(row, name)
    if not text or code == get_language():
        return text
    return format_html('<span lang="{}"{}>{}</span>', code, _direction_of(code), text)


@register.simple_tag
def in_words(row: Model, name: str) -> str:
    """As `words`, for where nothing can be marked: a title, an attribute."""
    return in_reader_language(row, name)[0]


@register.simple_tag
def lines(row: Model, name: str) -> str:
    """As `words`, keeping the line breaks of a plain text."""
    text, code = in_reader_language(row, name)
    if not text or code == get_language():
        return linebreaksbr(text)
    return format_html('<span lang="{}"{}>{}</span>', code, _direction_of(code), linebreaksbr(text))


@register.simple_tag
def prose(row: Model, name: str) -> str:
    """As `words`, for a rich text: paragraphs and lists."""
    text, code = in_reader_language(row, name)
    if not text:
        return ""
    html = richtext(text)
    if code == get_language():
        return html
    return format_html('<div lang="{}"{}>{}</div>', code, _direction_of(code), html)


@register.filter
def is_made_up(number: str) -> bool:
    """Whether a telephone number is a placeholder: nothing but zeros."""
    digits = re.sub(r"\D", "", number or "")
    return bool(digits) and not digits.strip("0")


@register.filter
def dialled(number: str) -> str:
    """A telephone number as a telephone wants it: digits and plus."""
    return re.sub(r"[^\d+]", "", number or "")


@register.filter
def get(mapping: dict[str, Any] | None, key: str) -> Any:
    """The value at `key`, or None; None too where the template was given no mapping."""
    return mapping.get(key) if mapping else None


class SpokenNode(template.Node):
    """A part of a page in another language than the page's own, and marked with it."""

    def __init__(self, nodes: template.NodeList, is_chrome: bool, element: str) -> None:
        self.nodes = nodes
        self.is_chrome = is_chrome
        self.element = element

    def render(self, context: template.Context) -> str:
        language = get_language()
        spoken = chrome_for(language) if self.is_chrome else form_for(language)
        if spoken == language:
            return self.nodes.render(context)
        with override(spoken):
            inner = self.nodes.render(context)
        if not inner.strip():
            return ""
        return format_html(
            '<{0} class="bti-spoken" lang="{1}" dir="{2}">{3}</{0}>',
            *(self.element, spoken, direction(spoken), inner),
        )


def _spoken(parser: template.base.Parser, token: template.base.Token) -> SpokenNode:
    name, *element = token.split_contents()
    nodes = parser.parse((f"end{name}",))
    parser.delete_first_token()
    return SpokenNode(nodes, name == "chrome", element[0] if element else "div")


# The portal's own words, where there are none in the page's language: {% chrome span %}.
register.tag("chrome", _spoken)
# What stands in Norwegian only, as rows do: {% norwegian %}.
register.tag("norwegian", _spoken)


@register.simple_tag
def language_attributes() -> str:
    """The attributes of words in the language that is spoken just here."""
    language = get_language()
    return format_html(' lang="{}" dir="{}"', language, direction(language))


@register.simple_tag(takes_context=True)
def own_language(context: template.Context) -> str:
    """The attributes of words in the page's own language, inside a part that is in another."""
    language = context["shell"].language
    if language == get_language():
        return ""
    return format_html(' lang="{}" dir="{}"', language, direction(language))
