from wagtail import hooks

from bti_portal.library.own_files import refuse_another_sites_file

hooks.register("before_serve_document", refuse_another_sites_file)
