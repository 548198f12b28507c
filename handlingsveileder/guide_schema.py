"""The published shape of a guide as data. What is added to `guide_document` is added here."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Html = Annotated[str, Field(description="HTML: paragraphs, lists, headings, bold and links.")]
Language = Literal["nn", "nb"]


class Strict(BaseModel):
    """Nothing comes that is not described."""

    model_config = ConfigDict(extra="forbid")


class Row(Strict):
    """A row of a register: its key never changes, its name is in the guide's language."""

    key: str
    name: str


class Link(Strict):
    """A page of the site; the address begins at the root of the site."""

    id: str
    title: str
    url: str


class Service(Strict):
    """A service that the site shows. The address is empty if the site has no catalogue."""

    key: str
    name: str
    url: str


class LegalReference(Strict):
    """The citation names the paragraph only when the municipality's register has checked it."""

    key: str
    citation: str
    url: str


class HelpLine(Strict):
    """The number is empty until somebody has checked it."""

    key: str
    name: str
    number: str


class Deadline(Strict):
    text: str
    days: int | None
    start: Annotated[str, Field(alias="from", description="What the days are counted from.")]


class Involvement(Strict):
    role: Row
    consent: Literal["not_needed", "needed", "anonymous"]
    note: str


class ToPage(Link):
    kind: Literal["step", "level", "page"]


class ToService(Service):
    kind: Literal["service"]


class ToHelpLine(HelpLine):
    kind: Literal["help_line"]


class ToAddress(Strict):
    kind: Literal["address"]
    url: str


class ToNowhereElse(Strict):
    kind: Literal["stay", "close"]


Target = Annotated[
    ToPage | ToService | ToHelpLine | ToAddress | ToNowhereElse, Field(discriminator="kind")
]


class Exit(Strict):
    id: str
    label: str
    note: str
    target: Annotated[Target | None, Field(description="Null while it leads nowhere.")]


class Decision(Strict):
    id: str
    question: str
    guidance: Html
    deadline: Deadline | None
    exits: list[Exit]


class Text(Strict):
    id: str
    kind: Literal["text"]
    html: Html


class Callout(Strict):
    id: str
    kind: Literal["callout"]
    tone: Literal["info", "warning", "acute"]
    heading: str
    html: Html


class HelpLines(Strict):
    id: str
    kind: Literal["help_lines"]
    help_lines: list[HelpLine]


class Contacts(Strict):
    """The municipality's own contacts stand here."""

    id: str
    kind: Literal["contacts"]


class Services(Strict):
    id: str
    kind: Literal["services"]
    services: list[Service]


class Links(Strict):
    id: str
    kind: Literal["links"]
    links: list[Link]


class LegalReferences(Strict):
    id: str
    kind: Literal["legal_references"]
    legal_references: list[LegalReference]


Block = Annotated[
    Text | Callout | HelpLines | Contacts | Services | Links | LegalReferences,
    Field(discriminator="kind"),
]


class Differing(Strict):
    """What a step says, and what a variant of it may say otherwise."""

    what: Html
    how: Html
    responsible_roles: list[Row]
    involve: list[Involvement]
    tools: list[Link]
    services: list[Service]
    deadline: Deadline | None
    documentation: str
    child_voice: str
    legal_references: list[LegalReference]


class Difference(Strict):
    """Only what is different for the arena; all else is as in the step."""

    what: Html = ""
    how: Html = ""
    responsible_roles: list[Row] = []
    involve: list[Involvement] = []
    tools: list[Link] = []
    services: list[Service] = []
    deadline: Deadline | None = None
    documentation: str = ""
    child_voice: str = ""
    legal_references: list[LegalReference] = []


class Variant(Strict):
    id: str
    arena: Row
    differs: Difference


class Step(Differing):
    id: str
    title: str
    lead: str
    url: str
    for_guardians: Html
    for_youth: Html
    decisions: list[Decision]
    variants: list[Variant]


class Level(Strict):
    id: str
    label: Annotated[str, Field(description="What the municipality calls it: 0, A, 3.1 …")]
    title: str
    lead: str
    url: str
    who_works: Html
    advice: Html
    body: list[Block]
    steps: list[Step]


class Version(Strict):
    """What the municipality has decided. Empty while it has decided nothing."""

    number: str
    summary: str
    valid_from: Day | None
    approved_by: str
    approved_on: Day | None
    case_number: str
    minutes_url: str


class GuideDocument(Strict):
    """A guide in one form of Norwegian, as its readers see it."""

    id: str
    language: Language
    title: str
    lead: str
    url: str
    arena: Row | None
    version: Version
    violence_exit: Link | None
    body: list[Block]
    decisions: list[Decision]
    levels: list[Level]
