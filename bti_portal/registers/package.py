"""The registers' part of a package: shared rows, recognised by their keys."""

from bti_portal.exchange import schema as s
from bti_portal.exchange.documents import Document
from bti_portal.exchange.writing import Writer
from bti_portal.registers.models import Arena, HelpLine, LegalReference, Role

CHECKED = {"source": s.ADDRESS, "checked_on": s.DATE}

SCHEMAS: dict[str, s.Schema] = {
    "registers/roles.yaml": s.several(
        s.record({"key": s.KEY, "name": s.both_forms(120)}, {"description": s.both_forms(1_000)})
    ),
    "registers/arenas.yaml": s.several(s.record({"key": s.KEY, "name": s.both_forms(120)})),
    "registers/help_lines.yaml": s.several(
        s.record(
            {
                "key": s.KEY,
                "name": s.both_forms(120),
                "hours": s.both_forms(200),
                "for_whom": s.both_forms(250),
                "acute": s.FLAG,
            },
            {
                "number": s.PHONE,
                "sms": s.PHONE,
                "chat_url": s.ADDRESS,
                "website": s.ADDRESS,
                "good_to_know": s.both_forms(1_000),
                **CHECKED,
            },
        )
    ),
    "registers/legal_references.yaml": s.several(
        s.record(
            {
                "key": s.KEY,
                "kind": s.one_of(*LegalReference.Kind.values),
                "act": s.both_forms(200),
                "topic": s.both_forms(1_000),
            },
            {
                "paragraph": s.text(40),
                "note": s.both_forms(1_000),
                "url": s.ADDRESS,
                **CHECKED,
            },
        )
    ),
}

MODELS = {
    "registers/roles.yaml": Role,
    "registers/arenas.yaml": Arena,
    "registers/help_lines.yaml": HelpLine,
    "registers/legal_references.yaml": LegalReference,
}
# In a package as in the model, but for these.
RENAMED = {"acute": "is_acute"}


def load(documents: dict[str, list[Document]], writer: Writer) -> None:
    """Write the rows of the registers, shared by all sites of the instance."""
    for pattern, model in MODELS.items():
        for document in documents[pattern]:
            for position, entry in enumerate(document.data, start=1):
                values = {
                    RENAMED.get(name, name): value for name, value in entry.items() if name != "key"
                }
                if hasattr(model, "position"):
                    values["position"] = position * 10
                writer.row(model, entry["key"], values)
