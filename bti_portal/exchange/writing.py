"""What the readers of a package ask of whoever writes it to the database."""

from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Model
from wagtail.models import Page


@dataclass(frozen=True)
class Place:
    """Where a new page goes.

    Attributes:
        parent: the page it stands under.
        before: the page of the package that stands before it, if there is one.
        is_only_one: whether a site has just one page of the kind.
    """

    parent: Page
    before: Page | None = None
    is_only_one: bool = False


class Writer(Protocol):
    """Writes the texts of a package, leaving alone what somebody has edited."""

    def row(
        self, model: type[Model], key: str, values: dict[str, Any], site_id: int | None = None
    ) -> Model | None:
        """Make or update the row that `key` stands for at a site (None: shared) and return it.

        Returns None if somebody has deleted the row.
        """
        ...

    def page(self, page: type[Page], key: str, place: Place, values: dict[str, Any]) -> Page | None:
        """Make the page `key` at `place`, or find it; None if somebody has deleted it."""
        ...

    def fill(self, page: Page, key: str, values: dict[str, Any]) -> None:
        """Give `page` its texts and publish it."""
        ...
