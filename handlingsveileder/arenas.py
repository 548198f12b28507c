"""A step as one arena sees it: the step's own fields, with what differs there laid over them."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import translation
from wagtail.models import Site

from bti_portal.registers.models import Arena

# The fields that may differ, in the order a reader meets them.
DIFFERING = (
    "what",
    "how",
    "responsible_roles",
    "involve",
    "tools",
    "services",
    "deadline",
    "documentation",
    "child_voice",
    "legal_references",
)
# What stands and falls with another field.
GOES_WITH = {"deadline_days": "deadline", "deadline_from": "deadline"}


@dataclass(frozen=True)
class SeenStep:
    """A step seen from an arena. Every attribute is the variant's if it has one, else the step's.

    `differs` names the fields in which this arena differs from the step as it stands.
    """

    step: Any
    arena: Arena | None = None
    variant: Any = None
    differs: frozenset[str] = field(default_factory=frozenset)

    def __getattr__(self, name: str) -> Any:
        if GOES_WITH.get(name, name) in self.differs:
            return self.variant[name]
        return getattr(self.step, name)


def seen_from(step: Any, arena: Arena | None) -> SeenStep:
    """`step` (a `StepPage`) as `arena` sees it; as it stands when nothing differs there."""
    for block in step.variants if arena else ():
        variant = block.value
        if variant["arena"] == arena:
            differs = frozenset(name for name in DIFFERING if _says_something(variant[name]))
            return SeenStep(step, arena, variant, differs)
    return SeenStep(step, arena)


def arenas_at(site: Site | None) -> list[Arena]:
    """The arenas readers of `site` can choose: the site's own, then the shared ones."""
    found = Arena.objects.filter(Q(site=None) | Q(site=site))
    return sorted(found, key=lambda arena: arena.site_id is None)


def named(word: str, arenas: list[Arena]) -> Arena | None:
    """The one of `arenas` that `word` in an address stands for, in any form of Norwegian."""
    return next(
        (arena for arena in arenas if word in {arena.slug_nn, arena.slug_nb, arena.key}), None
    )


def tail_of(arena: Arena | None, language: str) -> str:
    """What an arena adds to the addresses of a guide in `language`; nothing for no arena."""
    if arena is None:
        return ""
    with translation.override(language):
        return f"for/{arena.address_word}/"


def _says_something(value: Any) -> bool:
    """Rich texts answer for their source, since an empty one is an object as well."""
    return bool(getattr(value, "source", value))
