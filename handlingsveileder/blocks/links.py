"""Blocks that cite rows of the registers and the catalogue, and pages. They hold no facts of their own."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from handlingsveileder.blocks.parts import LinkWordsPart
from handlingsveileder.blocks.samples import SampleMixin
from handlingsveileder.citations import CitingMixin

__all__ = [
    "ArenaBlock",
    "ContactsBlock",
    "HelpLineBlock",
    "HelpLinesBlock",
    "LegalReferenceBlock",
    "LegalReferencesBlock",
    "LinkBlock",
    "LinksBlock",
    "PageBlock",
    "RoleBlock",
    "ServiceBlock",
    "ServicesBlock",
    "ThemeBlock",
    "ToolBlock",
]


class RoleBlock(SampleMixin, CitingMixin, SnippetChooserBlock):
    """A role from the register."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("registers.Role", **kwargs)

    class Meta:
        label = _("Role")
        icon = "user"
        template = "handlingsveileder/blocks/role_block.html"
        description = _("Somebody with a task")


class ArenaBlock(SampleMixin, CitingMixin, SnippetChooserBlock):
    """An arena from the register."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("registers.Arena", **kwargs)

    class Meta:
        label = _("Arena")
        icon = "home"
        template = "handlingsveileder/blocks/arena_block.html"
        description = _("A place where children are met")


class ToolBlock(SampleMixin, CitingMixin, blocks.PageChooserBlock):
    """A page of the toolbox."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("handlingsveileder.ToolPage", **kwargs)

    class Meta:
        label = _("Tool")
        icon = "doc-full"
        template = "handlingsveileder/blocks/tool_block.html"
        description = _("A tool from the toolbox")


class ServiceBlock(SampleMixin, CitingMixin, SnippetChooserBlock):
    """A service from the catalogue."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("tjenesteoversikt.Service", **kwargs)

    class Meta:
        label = _("Service")
        icon = "group"
        template = "handlingsveileder/blocks/service_block.html"
        description = _("An offer from the service catalogue")


class ThemeBlock(SampleMixin, CitingMixin, SnippetChooserBlock):
    """A theme of the catalogue."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("tjenesteoversikt.Theme", **kwargs)

    class Meta:
        label = _("Theme")
        icon = "tag"
        template = "handlingsveileder/blocks/theme_block.html"
        description = _("A way into the service catalogue")


class HelpLineBlock(SampleMixin, CitingMixin, SnippetChooserBlock):
    """A help line from the register."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("registers.HelpLine", **kwargs)

    class Meta:
        label = _("Help line")
        icon = "mobile-alt"
        template = "handlingsveileder/blocks/help_line_block.html"
        description = _("A telephone or chat that answers")


class LegalReferenceBlock(SampleMixin, CitingMixin, SnippetChooserBlock):
    """A legal reference from the register."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("registers.LegalReference", **kwargs)

    class Meta:
        label = _("Legal reference")
        icon = "openquote"
        template = "handlingsveileder/blocks/legal_reference_block.html"
        description = _("An act, a paragraph or a guideline")


class PageBlock(SampleMixin, CitingMixin, blocks.PageChooserBlock):
    """A page of the site."""

    needs_only_address = True

    class Meta:
        label = _("Page")
        icon = "doc-empty"
        template = "handlingsveileder/blocks/page_block.html"
        description = _("A page of the site")


class LinkBlock(SampleMixin, blocks.StructBlock):
    """A link to a page of the site, with words of its own."""

    page = PageBlock()
    text = LinkWordsPart(max_length=160, required=False)

    class Meta:
        label = _("Link")
        icon = "link"
        template = "handlingsveileder/blocks/link_block.html"
        description = _("A link to another page")


class HelpLinesBlock(SampleMixin, blocks.ListBlock):
    """Several help lines, large enough to hit."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(HelpLineBlock(), **kwargs)

    class Meta:
        label = _("Help lines")
        icon = "mobile-alt"
        template = "handlingsveileder/blocks/help_lines_block.html"
        description = _("Telephones and chats that answer")


class ServicesBlock(SampleMixin, blocks.ListBlock):
    """Several services."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(ServiceBlock(), **kwargs)

    class Meta:
        label = _("Services")
        icon = "group"
        template = "handlingsveileder/blocks/services_block.html"
        description = _("Offers from the service catalogue")


class LinksBlock(SampleMixin, blocks.ListBlock):
    """Several links."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(LinkBlock(), **kwargs)

    class Meta:
        label = _("Links")
        icon = "link"
        template = "handlingsveileder/blocks/links_block.html"
        description = _("Ways on to other pages")


class LegalReferencesBlock(SampleMixin, blocks.ListBlock):
    """Several legal references."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(LegalReferenceBlock(), **kwargs)

    class Meta:
        label = _("Legal references")
        icon = "openquote"
        template = "handlingsveileder/blocks/legal_references_block.html"
        description = _("The law behind the text")


class ContactsBlock(SampleMixin, blocks.StaticBlock):
    """The municipality's own child welfare telephones, from its settings."""

    class Meta:
        label = _("The municipality's child welfare telephones")
        icon = "mobile-alt"
        template = "handlingsveileder/blocks/contacts_block.html"
        admin_text = _("Shows the telephones from the municipality's settings.")
        description = _("Child welfare service and duty, from the settings")
