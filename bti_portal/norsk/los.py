"""The names that Los, the vocabulary of Norwegian public services, has for a concept."""

import json
from dataclasses import dataclass
from functools import cache

from bti_portal.norsk.reading import DATA

LOS = "https://psi.norge.no/los/"


@dataclass(frozen=True)
class Labels:
    """What a concept is called, and the other words that people look for it by."""

    nn: str = ""
    nb: str = ""
    hidden_nn: tuple[str, ...] = ()
    hidden_nb: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Every name, with commas between."""
        return ", ".join(filter(None, (self.nn, self.nb, *self.hidden_nn, *self.hidden_nb)))


@cache
def _concepts() -> dict[str, dict[str, list[str]]]:
    text = (DATA / "los.json").read_text(encoding="utf-8")
    concepts: dict[str, dict[str, list[str]]] = json.loads(text)["concepts"]
    return concepts


def los_labels(address: str) -> Labels:
    """The names of the concept at an address of Los, whole or without its beginning; none if unknown."""
    names = _concepts().get(address.removeprefix(LOS).strip("/"))
    if not names:
        return Labels()
    (nn, *hidden_nn), (nb, *hidden_nb) = names["nn"], names["nb"]
    return Labels(nn, nb, tuple(hidden_nn), tuple(hidden_nb))
