"""How the web server runs, the same under `make run` and in the container."""

import multiprocessing

from django.urls import get_resolver

preload_app = True  # imported once, shared by all workers
workers = max(2, min(4, multiprocessing.cpu_count()))
worker_class = "gthread"  # slow phones must not hold a worker
threads = 4
timeout = 60
graceful_timeout = 15
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
# No access log: paths and queries name people. The reverse proxy counts requests.
accesslog = None
errorlog = "-"
control_socket_disable = True


def when_ready(_server: object) -> None:
    """Import every view before the workers are forked: no first visitor waits for it."""
    _ = get_resolver().url_patterns
