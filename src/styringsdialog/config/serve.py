"""`styringsdialog serve`: readies database and static files, then runs web server and worker and keeps them alive."""

import argparse
import hashlib
import secrets
import socket
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

import django
from django.conf import settings

from styringsdialog.config.kept import installation_name, kept_text
from styringsdialog.config.supervisor import Child, Supervisor


def serve(arguments: Sequence[str]) -> int:
    """Runs until SIGTERM or Ctrl+C; gives the exit status."""
    options = _options(arguments)
    if _answers(options.host, options.port):
        hint = f"make run PORT={options.port + 1}"
        print(f"Port {options.port} er optaget. Vælg en anden, for eksempel: {hint}", file=sys.stderr)
        return 1
    django.setup()
    ready_static_files()
    ready_database()
    workers = f"{kept_text(Path(settings.VAR) / 'installation', installation_name)}-{options.port}-"
    fetch_back_tasks(workers)
    supervisor = Supervisor(
        [
            Child("web", partial(web_command, options)),
            Child("worker", partial(worker_command, workers), after_death=partial(fetch_back_tasks, workers)),
        ]
    )
    return supervisor.run(
        ready=partial(_answers, options.host, options.port),
        told=f"Styringsdialog kører på http://{options.host}:{options.port}/ - stop med Ctrl+C",
    )


def ready_database() -> None:
    """Migrates where something is missing, and loads the demo municipality into an empty database."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    # Asking is ten times quicker than migrating nothing.
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Opretter eller opdaterer databasen ...", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if settings.STYRINGSDIALOG_DEMO:
        call_command("demo_load", if_empty=True)
    # Our children open connections of their own.
    connection.close()


def ready_static_files() -> None:
    """Collects the static files when one of them changed since the last time."""
    from django.core.management import call_command

    stamp = Path(settings.VAR) / "static.fingerprint"
    now = static_fingerprint(static_files())
    if stamp.exists() and stamp.read_text(encoding="ascii") == now and Path(settings.STATIC_ROOT).is_dir():
        return
    print("Samler statiske filer ...", flush=True)
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now, encoding="ascii")


def static_files() -> Iterator[Path]:
    """Our own static files, the selection built from npm, and the lock that stands for the Python packages'."""
    for folder in (*settings.STATICFILES_DIRS, *sorted(settings.PACKAGE.glob("*/static"))):
        yield from sorted(file for file in Path(folder).rglob("*") if file.is_file())
    yield from (settings.PROJECT / "requirements").glob("base.lock")


def static_fingerprint(files: Iterator[Path]) -> str:
    """Changes when a file is added, removed or written."""
    digest = hashlib.sha256(django.__version__.encode())
    for file in files:
        about = file.stat()
        digest.update(f"{file}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def fetch_back_tasks(worker_prefix: str) -> None:
    """Puts tasks back that a dead worker of this installation and port was running: nobody else has them."""
    from django.db import connection
    from django.utils import timezone

    from styringsdialog.core.jobs import requeue_lost_tasks

    requeue_lost_tasks(timezone.now(), lost_after=timedelta(0), worker_prefix=worker_prefix)
    connection.close()


def web_command(options: argparse.Namespace) -> list[str]:
    """The web server. Why these options: by default it starts a thread a request, and stops when a worker dies."""
    words = f"""
        --interface wsgi --no-ws --workers {options.web_processes} --blocking-threads {options.threads}
        --respawn-failed-workers --log-level warning --host {options.host} --port {options.port}
    """.split()
    return [sys.executable, "-m", "granian", *words, "styringsdialog.config.wsgi:application"]


def worker_command(worker_prefix: str) -> list[str]:
    """The background process, under a new name at each start."""
    name = worker_prefix + secrets.token_hex(4)
    return [
        sys.executable,
        "-m",
        "styringsdialog",
        "manage",
        "worker",
        "--no-startup-delay",
        "--worker-id",
        name,
    ]


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="styringsdialog serve", description="Starter webserver og worker.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--web-processes", type=int, default=1)
    parser.add_argument("--threads", type=int, default=4, help="samtidige forespørgsler i hver webproces")
    return parser.parse_args(arguments)


def _answers(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0
