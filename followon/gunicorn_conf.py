"""How gunicorn runs the web application; every number can be set by the environment."""

import os

from followon import logs

bind = [os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")]
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
timeout = 30
graceful_timeout = 10
keepalive = 5
accesslog = None  # it would print personal links; followon.logs.RequestLog prints what is needed
logconfig_dict = logs.configuration(
    readable=os.environ.get("DEBUG", "").lower() in {"1", "true", "yes", "on"},
    level=os.environ.get("LOG_LEVEL", "INFO"),
)
if os.path.isdir("/dev/shm"):  # noqa: PTH112,S108 (a heartbeat on a slow disk gets workers killed)
    worker_tmp_dir = "/dev/shm"  # noqa: S108
control_socket_disable = True  # it would be written into the home folder
