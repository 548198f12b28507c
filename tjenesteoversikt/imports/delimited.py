"""Text files with a semicolon, comma or tab between the cells, in the encodings people have."""

import csv
import io
import re
import unicodedata

from django.utils.translation import gettext as _

from bti_portal.exchange.plan import Refused
from tjenesteoversikt.imports.readers import MOST_ROWS, Table, checked_cells, too_many_rows

DELIMITERS = ";,\t"
# The most telling order: what comes first must decode without a fault.
BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
# Letters that were read in one encoding and written in another: Ã¸ for ø, › for ø, Œ for å.
BROKEN_LETTERS = re.compile(r"Ã[¥¦¸…†˜]|\ufffd|(?<=[a-zæøå])[†›‘¿¾Œ•](?=[a-zæøå])")
LONGEST_LOOKED_AT = 20_000
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def read_delimited(data: bytes) -> Table:
    """A text file as a table. Raises `Refused` with the reason, and the row where it can."""
    text = _decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    hint = re.match(r"sep=(.)\n", text, re.IGNORECASE)
    delimiter = hint[1] if hint else _delimiter_of(text)
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=False)
    number = 1
    try:
        for cells in reader:
            first_line, number = number, reader.line_num + 1
            if hint and first_line == 1:
                continue
            kept = checked_cells([_tidy(cell) for cell in cells], first_line, "")
            if kept:
                rows.append((first_line, kept))
            if len(rows) > MOST_ROWS + 20:
                raise Refused(too_many_rows(""))
    except csv.Error as fault:
        raise Refused(_unreadable(number)) from fault
    return Table("", rows)


def _unreadable(row: int) -> str:
    return _("Row %(row)s cannot be read. Is a quotation mark missing there?") % {"row": row}


def _tidy(cell: str) -> str:
    return unicodedata.normalize("NFC", cell.replace("\xa0", " ")).strip()


def _decoded(data: bytes) -> str:
    encodings = [code for mark, code in BYTE_ORDER_MARKS.items() if data.startswith(mark)]
    if not encodings and b"\0" in data[:400]:
        even, odd = data[:400:2].count(0), data[1:400:2].count(0)
        encodings = ["utf-16-be" if even > odd else "utf-16-le"]
    for encoding in encodings or ["utf-8", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _looked_over(text)
    raise Refused(_wrong_encoding())


def _wrong_encoding() -> str:
    return _(
        "The letters in the file cannot be read. Choose “Save as” and “CSV UTF-8” in Excel, "
        "or save it as .xlsx."
    )


def _looked_over(text: str) -> str:
    if CONTROL.search(text):
        raise Refused(_("This is not a table of text. Save it as .xlsx or CSV."))
    broken = BROKEN_LETTERS.search(text)
    if broken:
        row = text.count("\n", 0, broken.start()) + 1
        raise Refused(
            _("The letters æ, ø and å are broken in row %(row)s.") % {"row": row}
            + " "
            + _wrong_encoding()
        )
    return text


def _delimiter_of(text: str) -> str:
    """The sign that divides the first lines into most cells, the same number in most of them."""
    # A line longer than the reader takes is refused with its number later.
    lines = [line[:LONGEST_LOOKED_AT] for line in text.split("\n") if line.strip()][:20]

    def evenness(sign: str) -> tuple[int, int]:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=sign)]
        common = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        return (widths.count(common) if common > 1 else 0, common)

    return max(DELIMITERS, key=evenness)
