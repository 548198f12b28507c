"""Writing triples in three forms of RDF, line by line.

The serialisers of rdflib gather everything first and take ten times as long for a large
catalogue; these write triples about one thing in the order they are told. The tests read what
they write with rdflib.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from rdflib import RDF, Literal, URIRef

from tjenesteoversikt.exports.cpsv import PREFIXES, Triple

NAMES = {str(namespace): prefix for prefix, namespace in PREFIXES.items()}
Statement = tuple[URIRef, URIRef | Literal]


@dataclass(frozen=True)
class Format:
    """A form of RDF: its media type, what stands first and last, and how one thing is told."""

    media_type: str
    start: str
    tell: Callable[[URIRef, list[Statement]], str]
    between: str
    end: str

    def lines(self, triples: Iterable[Triple]) -> Iterator[str]:
        """The whole document, one text for each run of triples about the same thing."""
        yield self.start
        before = ""
        for node, run in groupby(triples, key=lambda triple: triple[0]):
            yield before + self.tell(node, [(name, value) for _node, name, value in run])
            before = self.between
        yield self.end


def _short(name: URIRef) -> str:
    """`dct:title` for the whole address of a property."""
    cut = max(name.rfind("#"), name.rfind("/")) + 1
    return f"{NAMES[name[:cut]]}:{name[cut:]}"


def _turtle(node: URIRef, statements: list[Statement]) -> str:
    told = " ;\n    ".join(f"{_short(name)} {_term(value)}" for name, value in statements)
    return f"<{node}> {told} .\n"


def _term(value: URIRef | Literal) -> str:
    if isinstance(value, URIRef):
        return f"<{value}>"
    text = json.dumps(str(value), ensure_ascii=False)
    if value.language:
        return f"{text}@{value.language}"
    return f"{text}^^{_short(value.datatype)}" if value.datatype else text


def _json(node: URIRef, statements: list[Statement]) -> str:
    thing: dict[str, Any] = {"@id": str(node)}
    for name, value in statements:
        if name == RDF.type:
            thing.setdefault("@type", []).append(_short(value))
        else:
            thing.setdefault(_short(name), []).append(_value(value))
    return json.dumps(thing, ensure_ascii=False)


def _value(value: URIRef | Literal) -> dict[str, str]:
    if isinstance(value, URIRef):
        return {"@id": str(value)}
    kind = {"@language": value.language} if value.language else {}
    if value.datatype:
        kind = {"@type": _short(value.datatype)}
    return {"@value": str(value)} | kind


def _xml(node: URIRef, statements: list[Statement]) -> str:
    told = "".join(_element(_short(name), value) for name, value in statements)
    return f"<rdf:Description rdf:about={quoteattr(str(node))}>\n{told}</rdf:Description>\n"


def _element(name: str, value: URIRef | Literal) -> str:
    if isinstance(value, URIRef):
        return f"  <{name} rdf:resource={quoteattr(str(value))}/>\n"
    kind = f' xml:lang="{value.language}"' if value.language else ""
    if value.datatype:
        kind = f" rdf:datatype={quoteattr(str(value.datatype))}"
    return f"  <{name}{kind}>{escape(_printable(str(value)))}</{name}>\n"


def _printable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n\r")


_DECLARED = "".join(f'\n  xmlns:{prefix}="{name}"' for prefix, name in PREFIXES.items())
_CONTEXT = json.dumps({prefix: str(name) for prefix, name in PREFIXES.items()})

FORMATS = {
    "ttl": Format(
        "text/turtle",
        "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in PREFIXES.items()) + "\n",
        _turtle,
        "\n",
        "",
    ),
    "jsonld": Format(
        "application/ld+json", f'{{"@context": {_CONTEXT},\n"@graph": [\n', _json, ",\n", "\n]}\n"
    ),
    "rdf": Format(
        "application/rdf+xml",
        f'<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF{_DECLARED}>\n',
        _xml,
        "",
        "</rdf:RDF>\n",
    ),
}
