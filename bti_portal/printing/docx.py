"""A sheet to fill in as a Word document that a screen reader can read.

Real headings, language, title, header rows that repeat, and fields with names: no empty
paragraphs to make room, no pictures of boxes.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import count
from typing import Any
from urllib.parse import urljoin

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from bti_portal.printing.prose import Paragraph, paragraphs
from bti_portal.printing.sheet import (
    Choices,
    Day,
    Grid,
    Guidance,
    Part,
    Question,
    Scale,
    Section,
    Sheet,
    Ticks,
    Written,
)

__all__ = ["MEDIA_TYPE", "write"]

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FACE = "Arial"
INK = RGBColor(0x1A, 0x21, 0x1D)
QUIET = RGBColor(0x4C, 0x53, 0x4D)
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
EMPTY_BOX, TICKED_BOX = "2610", "2612"
BOX_FACE = "MS Gothic"


def write(sheet: Sheet) -> bytes:
    """`sheet` as the bytes of a DOCX file."""
    return _Writer(sheet).written()


class _Writer:
    """Puts one sheet into a document."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.document = docx.Document()
        self.identities = count(1)
        self.numbering = 0

    def written(self) -> bytes:
        self._describe()
        self._make_styles()
        self._set_paper()
        self.document.add_heading(self.sheet.title, level=1)
        if self.sheet.lead:
            self.document.add_paragraph(self.sheet.lead, style="Lead")
        for part in self.sheet.parts:
            _WRITERS[type(part)](self, part)
        content = BytesIO()
        self.document.save(content)
        return content.getvalue()

    def _describe(self) -> None:
        """Title, language and owner, where word processors and screen readers look for them."""
        about = self.document.core_properties
        about.title = self.sheet.title
        about.subject = self.sheet.lead[:255]
        about.author = about.last_modified_by = self.sheet.owner
        about.language = self.sheet.language
        about.comments = about.keywords = ""
        if self.sheet.dated:
            about.created = about.modified = self.sheet.dated.replace(tzinfo=None)
        for language in self.document.styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), self.sheet.language)
        settings = self.document.settings.element
        for theme_language in settings.findall(qn("w:themeFontLang")):
            theme_language.set(qn("w:val"), self.sheet.language)

    def _make_styles(self) -> None:
        _set_face(self.document.styles["Normal"], 11, before=0, after=4)
        _set_face(self.document.styles["Heading 1"], 22, is_bold=True, before=0, after=6)
        _set_face(self.document.styles["Heading 2"], 15, is_bold=True, before=18, after=4)
        for name, size, colour, is_bold, before, after in (
            ("Lead", 12, QUIET, False, 0, 10),
            ("Question", 11, INK, True, 10, 2),
            ("Help", 10, QUIET, False, 0, 2),
            ("Answer", 11, INK, False, 2, 6),
            ("Long answer", 11, INK, False, 2, 6),
            ("Choice", 11, INK, False, 2, 2),
        ):
            style = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = self.document.styles["Normal"]
            _set_face(style, size, colour, is_bold=is_bold, before=before, after=after)
        for name in ("Question", "Help"):
            self.document.styles[name].paragraph_format.keep_with_next = True
        _draw_border(self.document.styles["Answer"], below=4, around=False)
        _draw_border(self.document.styles["Long answer"], below=31, around=True)
        placeholder = self.document.styles.add_style("Placeholder", WD_STYLE_TYPE.CHARACTER)
        placeholder.font.color.rgb = QUIET

    def _set_paper(self) -> None:
        (section,) = self.document.sections
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin, section.bottom_margin = Mm(18), Mm(18)
        words, foot = self.sheet.words, section.footer.paragraphs[0]
        foot.add_run(f"{self.sheet.note}\t\t{words.page} ")
        _add_field(foot, "PAGE")
        foot.add_run(f" {words.of} ")
        _add_field(foot, "NUMPAGES")

    def section(self, part: Section) -> None:
        self.document.add_heading(part.heading, level=2)
        if part.help:
            self.document.add_paragraph(part.help, style="Help")

    def guidance(self, part: Guidance) -> None:
        for paragraph in paragraphs(part.html):
            self._add_prose(paragraph)

    def _add_prose(self, paragraph: Paragraph) -> None:
        style = {"bullet": "List Bullet", "number": "List Number"}.get(paragraph.kind)
        added = self.document.add_paragraph(style=style)
        if paragraph.kind == "number" and paragraph.is_first:
            self.numbering = self._count_anew()
        if paragraph.kind == "number":
            number = added._p.get_or_add_pPr().get_or_add_numPr()
            number.get_or_add_ilvl().val, number.get_or_add_numId().val = 0, self.numbering
        for run in paragraph.runs:
            if run.address:
                _add_link(added, run.text, urljoin(self.sheet.address, run.address))
            else:
                added.add_run(run.text).bold = run.is_bold or None

    def _count_anew(self) -> int:
        """A numbering of its own for a list, which begins at 1."""
        style = self.document.styles["List Number"].element
        lists = self.document.part.numbering_part.element
        pattern = lists.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
        number = lists.add_num(pattern)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return number.numId

    def _ask(self, part: Question, hint: str = "") -> None:
        self.document.add_paragraph(part.label, style="Question")
        if help_text := " ".join(filter(None, [part.help, hint])):
            self.document.add_paragraph(help_text, style="Help")

    def in_words(self, part: Written) -> None:
        self._ask(part)
        is_long = part.lines > 1
        answer = self.document.add_paragraph(style="Long answer" if is_long else "Answer")
        box = OxmlElement("w:text")
        if is_long:
            box.set(qn("w:multiLine"), "1")
        self._add_control(answer, part.label, self.sheet.words.write_here, box)

    def day(self, part: Day) -> None:
        self._ask(part)
        picker = parse_xml(
            f"<w:date {nsdecls('w')}><w:dateFormat w:val='dd.MM.yyyy'/>"
            f"<w:lid w:val='{self.sheet.language}'/></w:date>"
        )
        answer = self.document.add_paragraph(style="Answer")
        self._add_control(answer, part.label, self.sheet.words.choose_day, picker)

    def choices(self, part: Choices) -> None:
        words = self.sheet.words
        self._ask(part, words.choose_several if part.several else words.choose_one)
        self._tick(part.label, part.options)

    def ticks(self, part: Ticks) -> None:
        self._ask(part)
        self._tick(part.label, part.items)

    def _tick(self, label: str, options: tuple[str, ...]) -> None:
        for option in options:
            line = self.document.add_paragraph(style="Choice")
            self._add_box(line, f"{label} {option}")
            line.add_run(f" {option}")

    def scale(self, part: Scale) -> None:
        self._ask(part, self.sheet.words.choose_one)
        line = self.document.add_paragraph(style="Choice")
        line.add_run(part.low)
        for number in part.numbers:
            line.add_run("   ")
            self._add_box(line, f"{part.label} {number}")
            line.add_run(f" {number}")
        line.add_run(f"   {part.high}")

    def grid(self, part: Grid) -> None:
        self._ask(part)
        table = self.document.add_table(1 + part.rows, len(part.columns), style="Table Grid")
        properties = table._tbl.tblPr
        caption = OxmlElement("w:tblCaption")
        caption.set(qn("w:val"), part.label)
        properties.append(caption)
        for cell, column in zip(table.rows[0].cells, part.columns, strict=True):
            cell.paragraphs[0].add_run(column).bold = True
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for row in table.rows[1:]:
            row.height = Mm(11)

    def _add_control(self, paragraph: Any, name: str, shown: str, box: Any) -> None:
        """A field with a name, which shows what to do until somebody has written in it."""
        control, properties = self._control(name)
        properties.append(OxmlElement("w:showingPlcHdr"))
        properties.append(box)
        run = paragraph.add_run(shown, style="Placeholder")
        _put_inside(control, run._r)

    def _add_box(self, paragraph: Any, name: str) -> None:
        """A box to tick, on the screen or on paper."""
        control, properties = self._control(name)
        states = "".join(
            f"<w14:{state}State w14:val='{code}' w14:font='{BOX_FACE}'/>"
            for state, code in (("checked", TICKED_BOX), ("unchecked", EMPTY_BOX))
        )
        properties.append(
            parse_xml(
                f"<w14:checkbox xmlns:w14='{W14}'><w14:checked w14:val='0'/>{states}</w14:checkbox>"
            )
        )
        run = paragraph.add_run(chr(int(EMPTY_BOX, 16)))
        faces = run._r.get_or_add_rPr().get_or_add_rFonts()
        for script in ("ascii", "hAnsi", "eastAsia"):
            faces.set(qn(f"w:{script}"), BOX_FACE)
        _put_inside(control, run._r)

    def _control(self, name: str) -> tuple[Any, Any]:
        control, properties = OxmlElement("w:sdt"), OxmlElement("w:sdtPr")
        control.append(properties)
        alias, identity = OxmlElement("w:alias"), OxmlElement("w:id")
        alias.set(qn("w:val"), name[:64])
        identity.set(qn("w:val"), str(next(self.identities)))
        properties.extend([alias, identity])
        return control, properties


_WRITERS: dict[type[Part], Callable[[_Writer, Any], None]] = {
    Section: _Writer.section,
    Guidance: _Writer.guidance,
    Written: _Writer.in_words,
    Day: _Writer.day,
    Choices: _Writer.choices,
    Scale: _Writer.scale,
    Grid: _Writer.grid,
    Ticks: _Writer.ticks,
}


def _put_inside(control: Any, run: Any) -> None:
    """Where the run stands, the control stands, with the run in it."""
    run.addprevious(control)
    content = OxmlElement("w:sdtContent")
    control.append(content)
    content.append(run)


def _set_face(
    style: Any,
    size: int,
    colour: RGBColor = INK,
    *,
    is_bold: bool = False,
    before: int = 0,
    after: int = 4,
) -> None:
    style.font.size, style.font.color.rgb, style.font.bold = Pt(size), colour, is_bold
    style.font.name = FACE
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [name for name in faces.attrib if name.endswith("Theme")]:
        del faces.attrib[name]
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)


def _draw_border(style: Any, *, below: int, around: bool) -> None:
    """A line under an answer, or a box around it with room to write on paper."""
    borders = OxmlElement("w:pBdr")
    sides = {"top": 4, "left": 4, "bottom": below, "right": 4} if around else {"bottom": below}
    for side, space in sides.items():
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", space), ("color", "4C534D")):
            border.set(qn(f"w:{name}"), str(value))
        borders.append(border)
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _add_field(paragraph: Any, instruction: str) -> None:
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), instruction)
    number.append(paragraph.add_run("1")._r)
    paragraph._p.append(number)


def _add_link(paragraph: Any, words: str, address: str) -> None:
    link = OxmlElement("w:hyperlink")
    identity = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), identity)
    run = paragraph.add_run(words)
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)
