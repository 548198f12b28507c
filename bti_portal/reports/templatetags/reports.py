"""Addresses that the reports lead to."""

from django import template

from bti_portal.reports import addresses

register = template.Library()
register.simple_tag(addresses.edit_address)
register.simple_tag(addresses.add_address)
