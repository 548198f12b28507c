"""Rich text as plain words: its paragraphs and its headings. Pure functions."""

from html.parser import HTMLParser

PARTS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "ul", "ol", "div"})
HEADINGS = {f"h{level}": level for level in range(1, 7)}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = [""]
        self.headings: list[tuple[int, str]] = []
        self._level = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in PARTS:
            self.parts.append("")
        if tag in HEADINGS:
            self._level = HEADINGS[tag]
            self.headings.append((self._level, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in PARTS:
            self.parts.append("")
        if tag in HEADINGS:
            self._level = 0

    def handle_data(self, data: str) -> None:
        self.parts[-1] += data
        if self._level:
            level, words = self.headings[-1]
            self.headings[-1] = (level, words + data)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def paragraphs(html: str) -> list[str]:
    """The words of each paragraph, heading and item of a list, in order, with single spaces."""
    return [words for part in _read(html).parts if (words := " ".join(part.split()))]


def headings(html: str) -> list[tuple[int, str]]:
    """Level and words of each heading, in order."""
    return [(level, " ".join(words.split())) for level, words in _read(html).headings]
