"""Simple HTML as paragraphs of runs: what editors can write between questions."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Run:
    """Some words that look alike. `address` if they are a link."""

    text: str
    is_bold: bool = False
    address: str = ""


@dataclass
class Paragraph:
    """A paragraph (`text`) or an item of a list (`bullet`, `number`), perhaps its first."""

    kind: str = "text"
    is_first: bool = False
    runs: list[Run] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Paragraph] = []
        self.lists: list[str] = []
        self.bold = 0
        self.address = ""
        self.is_open = self.is_new_list = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"ul", "ol"}:
            self.lists.append("bullet" if tag == "ul" else "number")
            self.is_new_list = True
        elif tag in {"p", "li"}:
            kind = self.lists[-1] if tag == "li" and self.lists else "text"
            self.found.append(Paragraph(kind, is_first=self.is_new_list))
            self.is_open, self.is_new_list = True, False
        elif tag in {"b", "strong"}:
            self.bold += 1
        elif tag == "a":
            self.address = dict(attrs).get("href") or ""
        elif tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif tag in {"p", "li"}:
            self.is_open = False
        elif tag in {"b", "strong"}:
            self.bold = max(0, self.bold - 1)
        elif tag == "a":
            self.address = ""

    def handle_data(self, data: str) -> None:
        if not self.is_open or not data:
            return
        text = " ".join(data.split())
        before = " " if data[0].isspace() else ""
        after = " " if data[-1].isspace() and text else ""
        self.found[-1].runs.append(Run(f"{before}{text}{after}", bool(self.bold), self.address))


def paragraphs(html: str) -> list[Paragraph]:
    """The paragraphs of `html` that have words in them. Elements that it does not know are left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [
        paragraph for paragraph in reader.found if any(run.text.strip() for run in paragraph.runs)
    ]
