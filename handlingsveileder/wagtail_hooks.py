from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from handlingsveileder.page_links import CitedPageLinkHandler


# After Wagtail's own handler, which it replaces.
@hooks.register("register_rich_text_features", order=100)
def register_page_links(features: FeatureRegistry) -> None:
    features.register_link_type(CitedPageLinkHandler)
