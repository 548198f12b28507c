"""Which row an address or a form means."""

# What a database can look for; a form may send any number.
LARGEST = 2**63 - 1


def primary_key(sent: str) -> int:
    """The primary key that was sent; 0, which no row has, when it is none."""
    is_number = sent.isascii() and sent.isdigit() and len(sent) <= len(str(LARGEST))
    found = int(sent) if is_number else 0
    return found if found <= LARGEST else 0
