"""The pictures a municipality's site is known by: the icon on a tab, and the one shown when shared.

Made from what editors uploaded, or else from the brand colour and the names, by the portal itself.
"""

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont, ImageOps
from wagtail.images.models import SourceImageIOError

from bti_portal.library.models import PortalImage
from bti_portal.shell import theming
from bti_portal.shell.models import Municipality, in_both_forms

ICON_SIZE = 192
SHARED_SIZE = (1200, 630)
MARGIN = 90
# Part of every mark: a change of how pictures are drawn gives them new addresses.
DRAWING = "1"
# The typeface comes in two files; the first has all that Norwegian needs, the other e.g. Sámi.
FACES = (
    "built/fonts/inter-latin-wght-normal.woff2",
    "built/fonts/inter-latin-ext-wght-normal.woff2",
)


@dataclass(frozen=True)
class Look:
    """What the pictures of a site are made from."""

    colour: theming.Colour
    initials: str
    name: str
    model: str
    icon: PortalImage | None
    shared: PortalImage | None

    @property
    def ground(self) -> str:
        return self.colour.hex

    @property
    def ink(self) -> str:
        return theming.scale(self.colour, "light")["base-contrast-default"]

    @property
    def icon_mark(self) -> str:
        """Changes when the icon does: part of its address."""
        return _mark(self.colour, self.initials, _trace(self.icon))

    @property
    def shared_mark(self) -> str:
        """Changes when the shared picture does: part of its address."""
        return _mark(self.colour, self.name, self.model, _trace(self.shared))


def look_of(municipality: Municipality, language: str) -> Look:
    """The look of a site whose primary language is `language`."""

    def words(name: str) -> str:
        nn, nb = in_both_forms(municipality, name)
        return (nn or nb) if language == "nn" else (nb or nn)

    model = words("model_name")
    return Look(
        municipality.colour,
        initials_of(model),
        words("name") or str(municipality),
        words("model_long_name") or model,
        municipality.icon or municipality.coat_of_arms,
        municipality.share_image,
    )


def initials_of(name: str) -> str:
    """At most three letters: the name itself, or the first letter of each of its words."""
    parts = name.split()
    if not parts:
        return "BTI"
    if len(parts) == 1:
        return name if len(name) <= 3 else name[0].upper()
    return "".join(part[0] for part in parts[:3]).upper()


def icon_png(look: Look) -> bytes:
    """A square picture of what was uploaded, or of the initials."""
    if look.icon and (picture := _opened(look.icon, f"max-{ICON_SIZE}x{ICON_SIZE}|format-png")):
        square = ImageOps.pad(picture.convert("RGBA"), (ICON_SIZE, ICON_SIZE), color=(0, 0, 0, 0))
        return _as_png(square)
    picture = Image.new("RGB", (ICON_SIZE, ICON_SIZE), look.ground)
    size = {1: 120, 2: 100}.get(len(look.initials), 76)
    width = _width(look.initials, size, 700)
    place = ((ICON_SIZE - width) / 2, ICON_SIZE / 2 + size * 0.36)
    _write(ImageDraw.Draw(picture), place, look.initials, size, 700, look.ink)
    return _as_png(picture)


def shared_png(look: Look) -> bytes:
    """The picture for a shared link: what was uploaded, or the names on the colour."""
    wide, high = SHARED_SIZE
    if look.shared and (picture := _opened(look.shared, f"fill-{wide}x{high}|format-png")):
        return _as_png(ImageOps.fit(picture.convert("RGB"), SHARED_SIZE))
    picture = Image.new("RGB", SHARED_SIZE, look.ground)
    pen = ImageDraw.Draw(picture)
    lines = _wrapped(look.name, 92, 700, wide - 2 * MARGIN)[:3]
    top = high / 2 - len(lines) * 55
    for number, line in enumerate(lines):
        _write(pen, (MARGIN, top + 92 + number * 110), line, 92, 700, look.ink)
    below = top + len(lines) * 110 + 60
    for number, line in enumerate(_wrapped(look.model, 44, 450, wide - 2 * MARGIN)[:2]):
        _write(pen, (MARGIN, below + number * 58), line, 44, 450, look.ink)
    return _as_png(picture)


def _mark(*parts: object) -> str:
    return hashlib.sha256("\0".join(map(str, (DRAWING, *parts))).encode()).hexdigest()[:12]


def _trace(image: PortalImage | None) -> str:
    return f"{image.pk}-{image.file_hash}-{image.get_focal_point()}" if image else ""


def _opened(image: PortalImage, wanted: str) -> Image.Image | None:
    """An uploaded picture in a size, or None when its file is gone."""
    try:
        with image.get_rendition(wanted).file.open("rb") as file:
            return Image.open(io.BytesIO(file.read()))
    except (SourceImageIOError, FileNotFoundError):
        return None


def _as_png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


@lru_cache(maxsize=32)
def _font(face: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    file = finders.find(face)
    if file is None:
        # The styles have not been built: Pillow has a plain typeface of its own.
        return ImageFont.load_default(size)
    font = ImageFont.truetype(file, size)
    font.set_variation_by_axes([weight])
    return font


def _runs(text: str, size: int, weight: int) -> Iterable[tuple[str, ImageFont.FreeTypeFont]]:
    """The text in pieces of one character, each with the file of the typeface that has it."""
    for character in text:
        code = ord(character)
        is_common = code < 0x100 or 0x2000 <= code <= 0x206F
        yield character, _font(FACES[0 if is_common else 1], size, weight)


def _width(text: str, size: int, weight: int) -> float:
    return sum(font.getlength(piece) for piece, font in _runs(text, size, weight))


def _write(
    pen: ImageDraw.ImageDraw,
    place: tuple[float, float],
    text: str,
    size: int,
    weight: int,
    ink: str,
) -> None:
    across, base_line = place
    for piece, font in _runs(text, size, weight):
        pen.text((across, base_line), piece, fill=ink, font=font, anchor="ls")
        across += font.getlength(piece)


def _wrapped(text: str, size: int, weight: int, width: float) -> list[str]:
    """Lines no wider than `width`; a word that is too long alone is cut."""
    lines: list[str] = []
    for word in text.split():
        together = f"{lines[-1]} {word}" if lines else word
        if lines and _width(together, size, weight) <= width:
            lines[-1] = together
        else:
            while len(word) > 1 and _width(word, size, weight) > width:
                word = word[:-2].rstrip("…") + "…"
            lines.append(word)
    return lines
