from wagtail.snippets.models import register_snippet

from bti_portal.registers.viewsets import RegistersGroup

register_snippet(RegistersGroup)
