"""Markdown of a package as the rich text that Wagtail's editor writes."""

import re
from collections.abc import Callable
from html import escape

from markdown_it import MarkdownIt

# Only what the editor offers; HTML in the text stays text.
_markdown = MarkdownIt("zero").enable(
    ["paragraph", "heading", "list", "emphasis", "link", "newline", "escape", "entity"]
)
PAGE_LINK = re.compile(r"\]\(page:([a-z0-9-]+)\)")
_TAGS = {"strong_open": "<b>", "strong_close": "</b>", "em_open": "<i>", "em_close": "</i>"}


def page_keys(markdown: str) -> list[str]:
    """The keys of the pages that `markdown` links to."""
    return PAGE_LINK.findall(markdown)


def to_rich_text(markdown: str, page_id: Callable[[str], int | None] | None = None) -> str:
    """Paragraphs, headings, lists, bold, italics and links of `markdown`.

    Args:
        markdown: the text.
        page_id: gives the primary key of the page that `page:KEY` stands for; None leaves the
            words without a link.
    """
    parts: list[str] = []
    for token in _markdown.parse(markdown.strip()):
        if token.type == "inline":
            parts.append(_inline(token.children or [], page_id))
        elif token.type == "paragraph_open":
            parts.append("" if token.hidden else "<p>")
        elif token.type == "paragraph_close":
            parts.append("" if token.hidden else "</p>")
        elif token.type.endswith("_open"):
            parts.append(f"<{token.tag}>")
        elif token.type.endswith("_close"):
            parts.append(f"</{token.tag}>")
    html = "".join(parts)
    # The editor knows list items without paragraphs only.
    return re.sub(r"<li><p>(.*?)</p></li>", r"<li>\1</li>", html)


def _inline(tokens: list, page_id: Callable[[str], int | None] | None) -> str:  # type: ignore[type-arg]
    parts: list[str] = []
    closing: list[str] = []
    for token in tokens:
        if token.type == "text":
            parts.append(escape(token.content, quote=False))
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append(" " if token.type == "softbreak" else "<br/>")
        elif token.type == "link_open":
            opening = _link(str(token.attrGet("href")), page_id)
            closing.append("</a>" if opening else "")
            parts.append(opening)
        elif token.type == "link_close":
            parts.append(closing.pop())
        else:
            parts.append(_TAGS.get(token.type, ""))
    return "".join(parts)


def _link(address: str, page_id: Callable[[str], int | None] | None) -> str:
    if address.startswith("page:"):
        if page_id is None:
            raise ValueError(f"A link to {address} in a text that cannot link to pages")
        found = page_id(address.removeprefix("page:"))
        return f'<a linktype="page" id="{found}">' if found else ""
    return f'<a href="{escape(address)}">'
