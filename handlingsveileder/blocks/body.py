"""What the body of a page may hold."""

from handlingsveileder.blocks.links import (
    ContactsBlock,
    HelpLinesBlock,
    LegalReferencesBlock,
    LinksBlock,
    ServicesBlock,
)
from handlingsveileder.blocks.text import CalloutBlock, TextBlock

__all__ = ["BODY_BLOCKS"]

BODY_BLOCKS = [
    ("text", TextBlock()),
    ("callout", CalloutBlock()),
    ("help_lines", HelpLinesBlock()),
    ("contacts", ContactsBlock()),
    ("services", ServicesBlock()),
    ("links", LinksBlock()),
    ("legal_references", LegalReferencesBlock()),
]
