"""Texts that were edited here and changed in their package: side by side, and one choice for each."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.core.validators import MaxLengthValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.rich_text import get_rich_text_editor_widget

from bti_portal.accounts.sent_keys import primary_key
from bti_portal.packages import choosing
from bti_portal.packages.models import Origin
from bti_portal.packages.showing import ShownText
from bti_portal.packages.views import UNREADABLE, LendingPage
from bti_portal.shell.languages import ENDONYMS

ON_A_PAGE = 20
LONGEST = 20_000
CHANGED = gettext_lazy("Somebody has changed the text meanwhile. Read it once more, then answer.")
LOCKED = gettext_lazy("The page is locked or waits for approval. Try again when it is free.")


def _told(text: ShownText) -> dict[str, Any]:
    obj = text.whole.obj
    language = text.origin.language or text.place.rpartition("_")[2]
    return {
        "text": text,
        "title": str(obj),
        "kind": obj._meta.verbose_name,
        "language": language if language in ENDONYMS else "",
        "form": ENDONYMS.get(language, ""),
        "edit_url": AdminURLFinder().get_edit_url(obj),
    }


class WaitingView(LendingPage):
    """Every text that waits for a choice."""

    name = "waiting"
    template_name = "packages/waiting.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = Paginator(choosing.waiting_at(self.site), ON_A_PAGE)
        page = rows.get_page(self.request.GET.get("p"))
        context["page"] = page
        context["texts"] = [_told(text) for text in choosing.shown(page)]
        return context

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        choosing.forget_deleted(self.site)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the package's text, or keep one's own."""
        pk = primary_key(request.POST.get("text", ""))
        origin = get_object_or_404(Origin, pk=pk, site=self.site)
        seen, answer = request.POST.get("seen", ""), request.POST.get("answer", "")
        try:
            if answer == "take":
                tell_written(request, origin, choosing.take_new(origin, seen, request.user))
            elif answer == "keep":
                choosing.keep_ours(origin, seen, request.user)
                messages.success(request, _("Your text stays. You are not asked about it again."))
            else:
                messages.error(request, _("Choose what you want to do."))
        except choosing.Changed:
            messages.warning(request, CHANGED)
        except choosing.NotEditable:
            messages.error(request, LOCKED)
        except ValidationError as fault:
            messages.error(request, " ".join(fault.messages))
        return self.back()


def tell_written(request: HttpRequest, origin: Origin, is_draft: bool) -> None:
    """Say that a text was written, and where to publish it."""
    if not is_draft:
        messages.success(request, _("The text is saved."))
        return
    address = AdminURLFinder(request.user).get_edit_url(origin.object)
    buttons = [messages.button(address, _("Look at the draft"))] if address else []
    words = _(
        "The text is saved as a draft. Publish the page when you have answered for all of it."
    )
    messages.success(request, words, buttons=buttons)


class OwnWordsForm(forms.Form):
    """One text, edited by hand."""

    words = forms.CharField(
        label=gettext_lazy("Your text"), max_length=LONGEST, required=False, strip=True
    )

    def __init__(self, text: ShownText, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].widget = _widget(text)
        longest = getattr(text.model_field, "max_length", None)
        if text.block is not None:
            longest = getattr(text.block.field, "max_length", None)
            self.fields["words"].required = text.block.required
        elif not text.model_field.blank:
            self.fields["words"].required = True
        if longest:
            self.fields["words"].max_length = longest
            self.fields["words"].validators.append(MaxLengthValidator(longest))


def _widget(text: ShownText) -> forms.Widget:
    if not text.is_rich:
        return forms.Textarea(attrs={"rows": 6})
    source = text.block if text.block is not None else text.model_field
    return get_rich_text_editor_widget("default", features=source.features)


class EditTextView(LendingPage):
    """One text with the package's two beside it, to be put together by hand."""

    name = "waiting"
    template_name = "packages/edit_text.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = choosing.shown(choosing.waiting_at(self.site).filter(pk=kwargs["origin_id"]))
        if not found or not found[0].is_words:
            raise Http404
        self.text = found[0]

    def get_page_title(self) -> str:
        return str(self.text.whole.obj)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("form", OwnWordsForm(self.text, initial={"words": self.text.here or ""}))
        context["item"] = _told(self.text)
        context["back_url"] = self.address()
        return context

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if self.text.is_in_deleted_block:
            messages.warning(request, CHANGED)
            return self.back()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save it as a draft."""
        form = OwnWordsForm(self.text, request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=UNREADABLE)
        origin, seen = self.text.origin, request.POST.get("seen", "")
        try:
            is_draft = choosing.write_own(origin, seen, form.cleaned_data["words"], request.user)
        except choosing.Changed:
            messages.warning(request, CHANGED)
            return self.render_to_response(self.get_context_data(form=form), status=UNREADABLE)
        except choosing.NotEditable:
            messages.error(request, LOCKED)
            return self.render_to_response(self.get_context_data(form=form), status=UNREADABLE)
        except ValidationError as fault:
            # What the form does not know: an address that is none, or how two fields go together.
            form.add_error("words", fault.messages)
            return self.render_to_response(self.get_context_data(form=form), status=UNREADABLE)
        tell_written(request, origin, is_draft)
        return self.back()


class OwnTextsView(LendingPage):
    """What differs from the packages that the pages came from."""

    name = "own"
    template_name = "packages/own.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = Paginator(choosing.own_texts(self.site), ON_A_PAGE)
        page = rows.get_page(self.request.GET.get("p"))
        context["page"] = page
        context["texts"] = [_told(text) for text in page]
        context["total"] = ngettext(
            "%(n)d text is another than the package gave.",
            "%(n)d texts are others than the package gave.",
            rows.count,
        ) % {"n": rows.count}
        return context
