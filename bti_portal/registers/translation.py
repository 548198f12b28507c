from modeltranslation.translator import TranslationOptions, register

from bti_portal.registers.models import Arena, HelpLine, LegalReference, ModelElement, Role, Term


@register(HelpLine)
class HelpLineTranslation(TranslationOptions):
    fields = ("name", "hours", "for_whom", "good_to_know")


@register(LegalReference)
class LegalReferenceTranslation(TranslationOptions):
    fields = ("act", "topic", "note")


@register(Role)
class RoleTranslation(TranslationOptions):
    fields = ("name", "description")


@register(Arena)
class ArenaTranslation(TranslationOptions):
    fields = ("name", "slug")


@register(ModelElement)
class ModelElementTranslation(TranslationOptions):
    fields = ("name", "purpose", "owner", "mandate", "members", "rhythm", "routine", "approved_by")


@register(Term)
class TermTranslation(TranslationOptions):
    fields = ("preferred", "forbidden", "discouraged", "note")
