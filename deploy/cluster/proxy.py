"""nginx as the one public origin, run as the user who calls, with everything it writes in the demo's folder."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from layout import ROOT, Layout
from processes import DemoError, Processes

_FRAME = """\
worker_processes 1;
daemon off;
{user}pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {shipped}/zvonok-http.conf;
    server {{
        listen 127.0.0.1:{port};
        server_name 127.0.0.1;
{routes}
    }}
}}
"""


def routes(layout: Layout, shipped: str) -> str:
    """The shipped routes with this run's ports, without those of services that are not built."""
    lines = []
    ports = {one.service.base_path: one.http_port for one in layout.places.values() if one.service.base_path}
    for line in shipped.splitlines():
        found = re.match(r"location (?:= )?(/\w+)(/?) +\{", line)
        if found and found.group(1) not in ports:
            continue
        if found and "proxy_pass" in line:
            line = re.sub(r"127\.0\.0\.1:\d+", f"127.0.0.1:{ports[found.group(1)]}", line)
        if line and not line.startswith("#"):
            lines.append(f"        {line}")
    return "\n".join(lines)


def start(layout: Layout, running: Processes) -> None:
    """Starts nginx and returns once it answers."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        raise DemoError("nginx is not installed (Debian: apt-get install nginx-light, or deploy/setup build demo)")
    folder = layout.folder / "nginx"
    folder.mkdir(exist_ok=True)
    shipped = ROOT / "deploy" / "nginx"
    configuration, lines = folder / "nginx.conf", routes(layout, (shipped / "zvonok.conf").read_text())
    # Started by root, its worker would be nobody, who cannot write into every folder of root's.
    user = "user root;\n" if os.geteuid() == 0 else ""
    configuration.write_text(
        _FRAME.format(user=user, folder=folder, shipped=shipped, port=layout.port, routes=lines)
    )
    running.start(
        "nginx", [nginx, "-p", str(folder), "-c", str(configuration), "-e", str(folder / "error.log")], folder / "log"
    )


def log_of(layout: Layout) -> Path:
    """Where nginx says what went wrong."""
    return layout.folder / "nginx" / "error.log"
