"""The catalogue: its rows, and its home in the page tree."""

from tjenesteoversikt.models.imports import ColumnMapping, ImportedRow, ImportRun
from tjenesteoversikt.models.publication import Publication
from tjenesteoversikt.models.rows import (
    MONTHS_IN_A_YEAR,
    PINNED,
    Audience,
    Form,
    Need,
    Prevention,
    Provider,
    Service,
    Theme,
    Tongue,
    address_below_catalogue,
)

from tjenesteoversikt.models.provider_link import Proposal, ProviderLink  # isort: skip

# After the rows, which its views need.
from tjenesteoversikt.models.index_page import ServiceIndexPage  # isort: skip

__all__ = [
    "MONTHS_IN_A_YEAR",
    "PINNED",
    "Audience",
    "ColumnMapping",
    "Form",
    "ImportRun",
    "ImportedRow",
    "Need",
    "Prevention",
    "Proposal",
    "Provider",
    "ProviderLink",
    "Publication",
    "Service",
    "ServiceIndexPage",
    "Theme",
    "Tongue",
    "address_below_catalogue",
]
