"""What a site calls the places on its ladder. The guide stands above the catalogue, and tells it here."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from bti_portal.shell.navigation import Shell

PLACES = tuple(str(place) for place in range(6))
Teller = Callable[[Shell], Mapping[str, str]]

_tellers: list[Teller] = []


def told_by(teller: Teller) -> None:
    """Let `teller` name the places of a reader's site; those it leaves out keep their number."""
    _tellers[:] = [teller]


def level_names(shell: Shell) -> tuple[tuple[str, str], ...]:
    """Each place with its name, lowest first, in the municipality's own word for a level."""
    word = shell.municipality.level_word or _("Level")
    names = {place: f"{word[:1].upper()}{word[1:]} {place}" for place in PLACES}
    for teller in _tellers:
        names |= teller(shell)
    return tuple(names.items())
