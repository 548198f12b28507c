"""The words that mean the same at a site."""

from bti_portal.registers.models import Synonym


def synonyms_of(site_id: int) -> tuple[tuple[str, ...], ...]:
    """Groups of words that mean the same: the municipality's own, and those that all share."""
    rows = Synonym.objects.filter(site_id=site_id) | Synonym.objects.filter(site_id=None)
    return tuple(row.alike for row in rows)
