from wagtail import hooks

from bti_portal.accounts.guard import GuardedDeleteBulkAction

# After Wagtail's own bulk delete, which it replaces.
hooks.register("register_bulk_action", GuardedDeleteBulkAction, order=100)
