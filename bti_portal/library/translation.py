from modeltranslation.translator import TranslationOptions, register

from bti_portal.library.models import PortalDocument, PortalImage


@register(PortalImage)
class PortalImageTranslation(TranslationOptions):
    fields = ("alternative_text",)


@register(PortalDocument)
class PortalDocumentTranslation(TranslationOptions):
    fields = ("public_title",)
