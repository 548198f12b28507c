"""Markdown as the rich text that Wagtail's editor writes, and back."""

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

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


# What Markdown would read as more than words.
_MARKS = re.compile(r"([\\*\[\]])|(?<!\w)(_)|(_)(?!\w)|(&)(?=#?\w+;)")
_LINE_MARKS = re.compile(r"^(\s*)(?:(\d{1,9})(?=[.)])|(?=[#+>-]))")
_PLAIN_TAGS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_HEADINGS = {"h2": "## ", "h3": "### ", "h4": "#### ", "h5": "##### "}


class _MarkdownWriter(HTMLParser):
    """Collects the blocks of a rich text as Markdown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self._words: list[str] = []
        self._lists: list[int] = []
        self._links: list[str] = []
        self._before = ""

    def _end_block(self) -> None:
        text = "".join(self._words).strip()
        self._words = []
        if text:
            self.blocks.append(self._before + text)
            self._before = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _PLAIN_TAGS:
            self._words.append(_PLAIN_TAGS[tag])
        elif tag == "br":
            self._words.append("  \n")
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
            self._words.append("[" if self._links[-1] else "")
        else:
            self._end_block()
            self._begin(tag)

    def _begin(self, tag: str) -> None:
        if tag in {"ul", "ol"}:
            self._lists.append(0 if tag == "ol" else -1)
        elif tag == "li" and self._lists:
            if self._lists[-1] >= 0:
                self._lists[-1] += 1
            mark = f"{self._lists[-1]}. " if self._lists[-1] > 0 else "- "
            self._before = "   " * (len(self._lists) - 1) + mark
        elif tag in _HEADINGS:
            self._before = _HEADINGS[tag]

    def handle_endtag(self, tag: str) -> None:
        if tag in _PLAIN_TAGS:
            self._words.append(_PLAIN_TAGS[tag])
        elif tag == "a" and self._links:
            address = self._links.pop()
            self._words.append(f"]({address})" if address else "")
        elif tag != "br":
            self._end_block()
            if tag in {"ul", "ol"} and self._lists:
                self._lists.pop()

    def handle_data(self, data: str) -> None:
        words = _MARKS.sub(lambda found: "\\" + found.group(), data.replace("\n", " "))
        at_start = not "".join(self._words).strip()
        self._words.append(_LINE_MARKS.sub(r"\1\2\\", words) if at_start else words)

    def text(self) -> str:
        self._end_block()
        lines: list[str] = []
        for block in self.blocks:
            in_list = re.match(r" *(-|\d+\.) ", block)
            after_list = lines and re.match(r" *(-|\d+\.) ", lines[-1])
            if lines and not (in_list and after_list):
                lines.append("")
            lines.append(block)
        return "\n".join(lines)


def to_markdown(rich_text: str) -> str:
    """The Markdown that `to_rich_text` makes `rich_text` of again; other tags become their words."""
    writer = _MarkdownWriter()
    writer.feed(rich_text)
    writer.close()
    return writer.text()
