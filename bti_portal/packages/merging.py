"""What becomes of texts that a package gave, somebody may have edited, and the package changes.

Pure: what the package said before, what it says now, and what stands here, each by its place.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bti_portal.packages.places import ORDER, Placed, canonical, identities, is_order


@dataclass
class Merge:
    """What an object would hold, and why.

    Attributes:
        values: every place, as it would be.
        followed: places nobody has edited, where the package has changed.
        local: places somebody has edited, where the package has not changed.
        waiting: places where both have: what the package says now.
        bases: what the package gave, as far as somebody has answered.
    """

    values: Placed
    followed: list[str] = field(default_factory=list)
    local: list[str] = field(default_factory=list)
    waiting: Placed = field(default_factory=dict)
    bases: Placed = field(default_factory=dict)


def merge(base: Placed, theirs: Placed, ours: Placed) -> Merge:
    """Each text by itself: what is untouched here follows, what is edited here stays."""
    out = Merge(dict(ours))
    every = list(dict.fromkeys([*theirs, *base, *ours]))
    orders = [p for p in every if any(is_order(side.get(p)) for side in (base, theirs, ours))]
    # What becomes of a block decides what becomes of the lists in it.
    orders.sort(key=lambda place: place.count("."))
    gone_here, kept = _merge_orders(out, orders, base, theirs, ours)
    for place in every:
        if place in orders:
            continue
        if _is_below(place, gone_here):
            _take_base(out, place, theirs)
        elif _is_below(place, kept) and place not in theirs:
            _keep_base(out, place, base)
        else:
            _merge_value(out, place, base, theirs, ours)
    return out


def _merge_value(out: Merge, place: str, base: Placed, theirs: Placed, ours: Placed) -> None:
    before, now, here = (side.get(place) for side in (base, theirs, ours))
    if _same(now, here):
        _take_base(out, place, theirs)
    elif _same(before, here):
        out.followed.append(place)
        _set(out.values, place, now)
        _take_base(out, place, theirs)
    elif _same(before, now):
        if now is not None:
            out.local.append(place)
        _keep_base(out, place, base)
    else:
        out.waiting[place] = now
        _keep_base(out, place, base)


def _merge_orders(
    out: Merge, orders: Iterable[str], base: Placed, theirs: Placed, ours: Placed
) -> tuple[set[str], set[str]]:
    """Settle which blocks there are. Returns those deleted here, and those kept as they are though
    the package does not have them: somebody has edited them, has chosen them, or made them here.
    """
    gone_here: set[str] = set()
    kept: set[str] = set()
    for place in orders:
        if _is_below(place, gone_here):
            _take_base(out, place, theirs)
            continue
        if _is_below(place, kept) and place not in theirs:
            # The package says nothing of the lists in a block it does not have.
            _keep_base(out, place, base)
            continue
        before, now, here = (identities(side.get(place)) for side in (base, theirs, ours))
        gone_here |= {f"{place}.{one}" for one in before if one not in here}
        edited = {
            one
            for one in before
            if one in here and one not in now and _is_edited(f"{place}.{one}", base, ours)
        }
        own = {one for one in here if one not in before and one not in now}
        kept |= {f"{place}.{one}" for one in edited | own}
        order = _order(before, now, here, edited)
        kinds = dict([*_pairs(base, place), *_pairs(ours, place), *_pairs(theirs, place)])
        _set(out.values, place, {ORDER: [[one, kinds[one]] for one in order]} if order else None)
        if edited:
            out.waiting[place] = theirs.get(place)
            _keep_base(out, place, base)
            continue
        _take_base(out, place, theirs)
        if order != here:
            out.followed.append(place)
        elif order != now:
            out.local.append(place)
    return gone_here, kept


def _order(before: list[str], now: list[str], here: list[str], edited: set[str]) -> list[str]:
    """The blocks there will be, in order: the package's where nobody has moved anything here."""
    gone = {one for one in before if one not in now} - edited
    if here == before:
        kept = {one for one in here if one in edited}
        return _inserted(now, here, kept)
    if now == before:
        return here
    new = {one for one in now if one not in before and one not in here}
    return _inserted([one for one in here if one not in gone], now, new)


def _inserted(order: list[str], source: list[str], wanted: set[str]) -> list[str]:
    """`order` with those of `source` that are wanted, each after what it comes after there."""
    result = list(order)
    last = -1
    for one in source:
        if one in result:
            last = result.index(one)
        elif one in wanted:
            last += 1
            result.insert(last, one)
    return result


def _is_edited(place: str, base: Placed, ours: Placed) -> bool:
    below = [p for p in {*base, *ours} if _is_below(p, {place})]
    return any(not _same(base.get(p), ours.get(p)) for p in below)


def _is_below(place: str, above: set[str]) -> bool:
    parts = place.split(".")
    return any(".".join(parts[:n]) in above for n in range(1, len(parts) + 1)) if above else False


def _pairs(side: Placed, place: str) -> list[tuple[str, str]]:
    return [(one, kind) for one, kind in side.get(place, {ORDER: []})[ORDER]]


def _same(one: Any, other: Any) -> bool:
    return one is other or canonical(one) == canonical(other)


def _set(placed: Placed, place: str, value: Any) -> None:
    if value is None:
        placed.pop(place, None)
    else:
        placed[place] = value


def _take_base(out: Merge, place: str, theirs: Placed) -> None:
    if place in theirs:
        out.bases[place] = theirs[place]


def _keep_base(out: Merge, place: str, base: Placed) -> None:
    if place in base:
        out.bases[place] = base[place]
