"""How gunicorn serves the portal. Every value that differs between machines is a BTI_ variable."""

import os
from pathlib import Path

wsgi_app = "bti_portal.wsgi:application"
bind = os.environ.get("BTI_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("BTI_WORKERS") or min(2 * (os.cpu_count() or 1) + 1, 9))
# A few threads let a worker answer while another request waits for the database.
threads = int(os.environ.get("BTI_THREADS") or 2)
timeout = 60
graceful_timeout = 30
keepalive = 5
# A long search must be answered politely, not cut off with an error page of gunicorn.
limit_request_line = 0
# A worker is replaced now and then, so that a slow leak never becomes an outage.
max_requests = 5_000
max_requests_jitter = 500
# The heartbeat file in memory: a busy disk must not look like a hung worker.
if Path("/dev/shm").is_dir():  # noqa: S108
    worker_tmp_dir = "/dev/shm"  # noqa: S108
# nginx writes the access log, without readers' addresses.
accesslog = None
errorlog = "-"
# Nobody steers gunicorn through a socket in a home folder; the service manager does.
control_socket_disable = True
