from wagtail.snippets.models import register_snippet

from tjenesteoversikt.viewsets import CatalogueGroup

register_snippet(CatalogueGroup)
