"""The registers in the admin."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from bti_portal.accounts.guard import GuardedForm, GuardedMixin, guard
from bti_portal.registers.models import (
    AcceptedWord,
    Arena,
    HelpLine,
    LegalReference,
    ModelElement,
    Role,
    Synonym,
    Term,
)
from bti_portal.review.models import review_panel


def in_both_forms(name: str) -> FieldRowPanel:
    """The nynorsk and bokmål boxes of a translated field, side by side."""
    return FieldRowPanel([FieldPanel(f"{name}_nn"), FieldPanel(f"{name}_nb")])


class OwnedForm(GuardedForm):
    """The operator may leave the site empty (shared by all); everybody else gets their own."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if "site" in self.fields and self.for_user and not self.for_user.is_superuser:
            self.fields["site"].required = True
            self.fields["site"].empty_label = None


IDENTITY = MultiFieldPanel([FieldPanel("key"), FieldPanel("site")], heading=_("Identity"))
CHECKED_ON = DateColumn("checked_on", label=capfirst(_("checked on")))


class RegisterViewSet(GuardedMixin, SnippetViewSet):
    """What all registers have in common."""

    base_form_class = OwnedForm
    copy_view_enabled = False
    list_per_page = 50


guard(HelpLine)
guard(LegalReference)
guard(Role)
guard(Arena)
guard(ModelElement)
guard(Synonym)
guard(Term)
guard(AcceptedWord)


class HelpLineViewSet(RegisterViewSet):
    model = HelpLine
    icon = "mobile-alt"
    list_display = [
        "name",
        Column("number", label=capfirst(_("telephone number"))),
        "hours",
        CHECKED_ON,
    ]
    search_fields = ["name_nn", "name_nb", "number"]
    list_filter = ["is_acute"]
    panels = [
        in_both_forms("name"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("sms")]),
                FieldRowPanel([FieldPanel("chat_url"), FieldPanel("website")]),
            ],
            heading=_("How to reach it"),
        ),
        in_both_forms("hours"),
        in_both_forms("for_whom"),
        in_both_forms("good_to_know"),
        FieldRowPanel([FieldPanel("is_acute"), FieldPanel("position")]),
        review_panel(),
        IDENTITY,
    ]


class LegalReferenceViewSet(RegisterViewSet):
    model = LegalReference
    icon = "openquote"
    list_display = ["act", "paragraph", "topic", CHECKED_ON]
    search_fields = ["act_nn", "act_nb", "paragraph", "topic_nn", "topic_nb"]
    list_filter = ["kind"]
    panels = [
        FieldPanel("kind"),
        in_both_forms("act"),
        FieldPanel("paragraph"),
        in_both_forms("topic"),
        in_both_forms("note"),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("in_force_from"), FieldPanel("in_force_to")]),
        FieldPanel("replaced_by"),
        review_panel(),
        IDENTITY,
    ]


class RoleViewSet(RegisterViewSet):
    model = Role
    icon = "user"
    list_display = ["name", "description"]
    search_fields = ["name_nn", "name_nb"]
    panels = [in_both_forms("name"), in_both_forms("description"), IDENTITY]


class ArenaViewSet(RegisterViewSet):
    model = Arena
    icon = "home"
    list_display = ["name", "position"]
    search_fields = ["name_nn", "name_nb"]
    panels = [in_both_forms("name"), in_both_forms("slug"), FieldPanel("position"), IDENTITY]


class ModelElementCreateView(CreateView):
    """Begins with the kind and the level that the address names, as a link from an empty cell does."""

    def get_initial(self) -> dict[str, object]:
        wanted = {name: self.request.GET.get(name, "") for name in ("kind", "level")}
        return {**super().get_initial(), **{name: word for name, word in wanted.items() if word}}


class ModelElementViewSet(RegisterViewSet):
    model = ModelElement
    add_view_class = ModelElementCreateView
    icon = "table"
    list_display = ["name", "kind", "level", "owner", CHECKED_ON]
    search_fields = ["name_nn", "name_nb", "purpose_nn", "purpose_nb"]
    list_filter = ["kind", "level"]
    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("level")]),
        in_both_forms("name"),
        in_both_forms("purpose"),
        in_both_forms("owner"),
        MultiFieldPanel(
            [
                in_both_forms("mandate"),
                in_both_forms("members"),
                in_both_forms("rhythm"),
                in_both_forms("routine"),
            ],
            heading=_("For a meeting arena"),
        ),
        MultiFieldPanel([FieldPanel("page"), FieldPanel("url")], heading=_("Where it is")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
                in_both_forms("approved_by"),
            ],
            heading=_("Validity"),
        ),
        FieldPanel("position"),
        review_panel(),
        IDENTITY,
    ]


class SynonymViewSet(RegisterViewSet):
    model = Synonym
    icon = "search"
    list_display = ["words", "site"]
    search_fields = ["words"]
    panels = [FieldPanel("words"), FieldPanel("site")]


class TermViewSet(RegisterViewSet):
    model = Term
    icon = "pilcrow"
    list_display = ["preferred_nn", "preferred_nb", "site"]
    search_fields = ["preferred_nn", "preferred_nb", "forbidden_nn", "forbidden_nb"]
    panels = [
        in_both_forms("preferred"),
        in_both_forms("forbidden"),
        in_both_forms("discouraged"),
        in_both_forms("note"),
        IDENTITY,
    ]


class AcceptedWordViewSet(RegisterViewSet):
    model = AcceptedWord
    icon = "circle-check"
    list_display = ["words", "site"]
    search_fields = ["words"]
    panels = [FieldPanel("words"), FieldPanel("site")]


class RegistersGroup(SnippetViewSetGroup):
    items = (
        HelpLineViewSet,
        LegalReferenceViewSet,
        RoleViewSet,
        ArenaViewSet,
        ModelElementViewSet,
        SynonymViewSet,
        TermViewSet,
        AcceptedWordViewSet,
    )
    menu_label = _("Registers")
    menu_icon = "list-ul"
    menu_order = 300
