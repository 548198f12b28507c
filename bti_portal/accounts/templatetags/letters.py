"""What letters need that templates do not have."""

from django import template

from bti_portal.accounts import admin_address

register = template.Library()
register.filter("admin_address", admin_address.admin_address)
