"""The catalogue: its rows, and its home in the page tree."""

from tjenesteoversikt.models.rows import (
    MONTHS_IN_A_YEAR,
    Audience,
    Form,
    Prevention,
    Provider,
    Publication,
    Service,
    Theme,
    address_below_catalogue,
)

# After the rows, which its views need.
from tjenesteoversikt.models.index_page import ServiceIndexPage  # isort: skip

__all__ = [
    "MONTHS_IN_A_YEAR",
    "Audience",
    "Form",
    "Prevention",
    "Provider",
    "Publication",
    "Service",
    "ServiceIndexPage",
    "Theme",
    "address_below_catalogue",
]
