"""Display formats that every page uses."""

import re
from typing import Any

from django import template
from django.db.models import Model
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.translation import get_language
from wagtail.templatetags.wagtailcore_tags import richtext

from bti_portal.shell.languages import in_reader_language

register = template.Library()


@register.simple_tag
def words(row: Model, name: str) -> str:
    """A translated field of a row; marked with its language when the reader's is missing."""
    text, code = in_reader_language(row, name)
    if not text or code == get_language():
        return text
    return format_html('<span lang="{}">{}</span>', code, text)


@register.simple_tag
def lines(row: Model, name: str) -> str:
    """As `words`, keeping the line breaks of a plain text."""
    text, code = in_reader_language(row, name)
    if not text or code == get_language():
        return linebreaksbr(text)
    return format_html('<span lang="{}">{}</span>', code, linebreaksbr(text))


@register.simple_tag
def prose(row: Model, name: str) -> str:
    """As `words`, for a rich text: paragraphs and lists."""
    text, code = in_reader_language(row, name)
    if not text:
        return ""
    html = richtext(text)
    if code == get_language():
        return html
    return format_html('<div lang="{}">{}</div>', code, html)


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
