"""Reads a tagged PDF as an assistive program would: its structure in order, bookmarks, metadata."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


@dataclass
class Tag:
    """An element of the structure tree."""

    name: str
    dictionary: Any
    parent: Tag | None = None
    children: list[Tag] = field(default_factory=list)

    def walk(self) -> Iterator[Tag]:
        """This element and all inside it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, *names: str) -> list[Tag]:
        return [tag for tag in self.walk() if tag.name in names]

    @property
    def alt(self) -> str:
        return str(self.dictionary.get("/Alt", ""))

    @property
    def headers(self) -> list[str]:
        """The names of the header cells that a cell belongs to."""
        return [str(name) for name in self.dictionary.get("/A", {}).get("/Headers", [])]

    @property
    def identity(self) -> str:
        return str(self.dictionary.get("/ID", ""))


@dataclass
class Tagged:
    """An opened document."""

    file: pikepdf.Pdf
    tree: Tag

    @property
    def levels(self) -> list[int]:
        """The levels of the headings, in reading order."""
        return [HEADINGS.index(tag.name) + 1 for tag in self.tree.all(*HEADINGS)]

    @property
    def pages(self) -> int:
        return len(self.file.pages)

    @property
    def bookmarks(self) -> list[str]:
        with self.file.open_outline() as outline:
            return [item.title for top in outline.root for item in _with_those_below(top)]

    @property
    def links(self) -> list[str]:
        """The addresses of links out of the document."""
        return [
            str(annotation["/A"]["/URI"])
            for page in self.file.pages
            for annotation in page.get("/Annots", [])
            if "/A" in annotation and "/URI" in annotation["/A"]
        ]


def _with_those_below(item: Any) -> Iterator[Any]:
    yield item
    for child in item.children:
        yield from _with_those_below(child)


def _tag(dictionary: Any, parent: Tag | None) -> Tag:
    tag = Tag(str(dictionary.get("/S", "")).lstrip("/"), dictionary, parent)
    inside = dictionary.get("/K", [])
    for child in inside if isinstance(inside, pikepdf.Array) else [inside]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            tag.children.append(_tag(child, tag))
    return tag


def read_tagged(content: bytes) -> Tagged:
    """The document; fails when it is no PDF or has no structure."""
    file = pikepdf.open(BytesIO(content))
    return Tagged(file, _tag(file.Root.StructTreeRoot, None))
