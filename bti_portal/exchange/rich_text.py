"""Markdown as the rich text that Wagtail's editor writes, and back."""

import re
from collections.abc import Callable
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import quote

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
_SAFE = ":/?#[]@!$&'*+,;=%~-._"
_ANY_TAG = re.compile(r"<[^>]+>")
_EMPHASIS = re.compile(r"</?(?:b|i|strong|em)\b[^>]*>")
_PLAIN_TAGS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_HEADINGS = {"h2": "## ", "h3": "### ", "h4": "#### ", "h5": "##### "}


class _MarkdownWriter(HTMLParser):
    """Collects the blocks of a rich text as Markdown."""

    def __init__(self, page_key: Callable[[int], str | None] | None = None) -> None:
        super().__init__(convert_charrefs=True)
        self._page_key = page_key
        self._open: list[tuple[str, int]] = []
        self.blocks: list[str] = []
        self._words: list[str] = []
        self._lists: list[int] = []
        self._links: list[str] = []
        self._before = ""

    def _end_block(self) -> None:
        lines = "".join(self._words).strip().split("\n")
        # Any line can begin as a list or a heading does, not only the first one.
        text = "\n".join(_LINE_MARKS.sub(r"\1\2\\", line) for line in lines)
        self._words, self._open = [], []
        if text:
            self.blocks.append(self._before + text)
            self._before = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _PLAIN_TAGS:
            self._open.append((tag, len(self._words)))
        elif tag == "br":
            self._words.append("  \n")
        elif tag == "a":
            self._links.append(self._address(dict(attrs)))
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

    def _address(self, attrs: dict[str, str | None]) -> str:
        if attrs.get("linktype") == "page" and self._page_key:
            key = self._page_key(int(attrs.get("id") or 0))
            return f"page:{key}" if key else ""
        address = attrs.get("href") or ""
        # Markdown would end the address at the first of these.
        return f"<{quote(address, safe=_SAFE)}>" if re.search(r"[\s()<>]", address) else address

    def _end_emphasis(self, tag: str) -> None:
        """Marks stand close to the words, or Markdown takes them for asterisks."""
        if not self._open or self._open[-1][0] != tag:
            return
        _tag, start = self._open.pop()
        inner = "".join(self._words[start:])
        words, mark = inner.strip(), _PLAIN_TAGS[tag]
        if words:
            before = inner[: len(inner) - len(inner.lstrip())]
            after = inner[len(inner.rstrip()) :]
            self._words[start:] = [f"{before}{mark}{words}{mark}{after}"]

    def handle_endtag(self, tag: str) -> None:
        if tag in _PLAIN_TAGS:
            self._end_emphasis(tag)
        elif tag == "a" and self._links:
            address = self._links.pop()
            self._words.append(f"]({address})" if address else "")
        elif tag != "br":
            self._end_block()
            if tag in {"ul", "ol"} and self._lists:
                self._lists.pop()

    def handle_data(self, data: str) -> None:
        words = data.replace("\n", " ")
        self._words.append(_MARKS.sub(lambda found: "\\" + found.group(), words))

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


def to_markdown(rich_text: str, page_key: Callable[[int], str | None] | None = None) -> str:
    """The Markdown that `to_rich_text` makes `rich_text` of again; other tags become their words.

    Args:
        rich_text: as the editor stores it.
        page_key: gives the key that the page with a primary key has in the package; a link to a
            page without one becomes its words.
    """
    text = _written(rich_text, page_key)
    if _words_of(to_rich_text(text, lambda _key: 0)) == _words_of(rich_text):
        return text
    # Marks that Markdown cannot tell from asterisks: the words matter more than the emphasis.
    return _written(_EMPHASIS.sub("", rich_text), page_key)


def _written(rich_text: str, page_key: Callable[[int], str | None] | None) -> str:
    writer = _MarkdownWriter(page_key)
    writer.feed(rich_text)
    writer.close()
    return writer.text()


def _words_of(rich_text: str) -> str:
    return " ".join(unescape(_ANY_TAG.sub(" ", rich_text)).split()).replace(" ", "")


# Tags, and links that would run a script: no text of a package needs them.
MARKUP = re.compile(
    r"</?[a-z!?][^<]*|\]\(\s*<?\s*(?:javascript|vbscript|data|file)\s*:", re.IGNORECASE
)


def markup_in(text: str) -> str:
    """HTML, or the address of a script, in a text that should be Markdown; empty if there is none."""
    # An address in angle brackets is Markdown's own.
    found = MARKUP.search(re.sub(r"\]\(<[^<>]*>\)", _harmless, text))
    return found.group()[:40] if found else ""


def _harmless(address: re.Match[str]) -> str:
    is_script = re.match(r"\]\(<\s*(javascript|vbscript|data|file)\s*:", address[0], re.IGNORECASE)
    return address[0] if is_script else ""
