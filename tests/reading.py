"""Reads a page as a browser would: its elements in order, its links, its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import HttpResponse

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass
class Element:
    """An element with its attributes, the words in it, and what is inside it."""

    tag: str
    attributes: dict[str, str | None]
    parent: Element | None = None
    parts: list[Element | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name) or ""

    @property
    def text(self) -> str:
        """The words, one space between them."""
        words = [part.text if isinstance(part, Element) else part for part in self.parts]
        return " ".join(" ".join(words).split())

    @property
    def classes(self) -> list[str]:
        return self["class"].split()

    def walk(self) -> Iterator[Element]:
        """Every element inside, in the order of the page."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            if element is not self:
                yield element
            waiting += [part for part in reversed(element.parts) if isinstance(part, Element)]

    def above(self) -> Iterator[Element]:
        """The elements around this one, the nearest first."""
        around = self.parent
        while around is not None:
            yield around
            around = around.parent

    def all(self, *tags: str, css: str = "") -> list[Element]:
        """The elements inside with one of these tags (and the class `css`)."""
        return [
            element
            for element in self.walk()
            if (not tags or element.tag in tags) and (not css or css in element.classes)
        ]

    def one(self, *tags: str, css: str = "") -> Element:
        """The only such element; fails when there are none or several."""
        found = self.all(*tags, css=css)
        assert len(found) == 1, f"{len(found)} elements {tags} {css}"
        return found[0]

    def links(self) -> dict[str, str]:
        """The addresses of the links inside, by their words."""
        return {link.text: link["href"] for link in self.all("a") if link["href"]}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.here = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), self.here)
        self.here.parts.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.here.parts.append(Element(tag, dict(attrs), self.here))

    def handle_endtag(self, tag: str) -> None:
        place: Element | None = self.here
        while place is not None and place.tag != tag:
            place = place.parent
        if place is not None and place.parent is not None:
            self.here = place.parent

    def handle_data(self, data: str) -> None:
        self.here.parts.append(data)


def read(page: HttpResponse | str) -> Element:
    """The elements of a page."""
    reader = _Reader()
    reader.feed(page if isinstance(page, str) else page.content.decode())
    reader.close()
    return reader.root
