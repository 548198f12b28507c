"""Finds what may be a person's national identity number, which the portal never keeps."""

import re

from bti_portal import norsk

# How people write them: all together, or the six of the birthday and five more.
WRITTEN = re.compile(r"(?<!\d)\d{6}[ .\-–/]?\d{5}(?!\d)")
# Eleven digits in some other grouping, and no more beside them.
GROUPED = re.compile(r"(?<!\d)(?<!\d[ .\-–/])\d(?:[ .\-–/]?\d){10}(?![ .\-–/]?\d)")


def _is_a_birthday(digits: str) -> bool:
    """Day and month, also as D-numbers (day + 40) and synthetic ones (month + 40, 65 or 80)."""
    day, month = int(digits[:2]), int(digits[2:4])
    months = {number + more for number in range(1, 13) for more in (0, 40, 65, 80)}
    return (1 <= day <= 31 or 41 <= day <= 71) and month in months


def holds_identity_number(text: str) -> bool:
    """Whether `text` has eleven digits that are, or look like, a national identity number."""
    words = norsk.plain(text)
    return bool(WRITTEN.search(words)) or any(
        _is_a_birthday(re.sub(r"\D", "", found)) for found in GROUPED.findall(words)
    )
