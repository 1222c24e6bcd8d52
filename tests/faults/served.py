"""A real web server over a file database: started, asked over HTTP by a signed-in person, killed, looked into."""

from __future__ import annotations

import hashlib
import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

PROJECT = Path(__file__).resolve().parents[2]
TOKEN = "a" * 32
PATIENCE = 60.0


def environment(folder: Path) -> dict[str, str]:
    """Everything in the folder, so that a copy of it is a world of its own."""
    return {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'data.sqlite3'}",
        "STYRINGSDIALOG_TEST_FILES": str(folder / "files"),
        "DJANGO_SETTINGS_MODULE": "tests.faults.server_settings",
        "PYTHONPATH": f"{PROJECT / 'src'}:{PROJECT}",
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Served:
    """The server of one folder. `kill` is SIGKILL to the whole process group: master and worker, no last words."""

    folder: Path
    session: str
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    def start(self) -> Served:
        words = f"--interface wsgi --no-ws --workers 1 --blocking-threads 2 --log-level warning --port {self.port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "granian", *words.split(), "styringsdialog.config.wsgi:application"],
            cwd=PROJECT,
            env=environment(self.folder),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        return self

    def ready(self) -> Served:
        """Wait until it answers a page, so that a first request does not measure the start."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self.process.poll() is None, self.process.stderr.read().decode()[-2000:]
            try:
                assert self.get("/")[0] == 200
            except OSError:
                time.sleep(0.05)
            else:
                return self
        raise AssertionError(f"the server did not answer within {PATIENCE} s")

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path)

    def post(self, path: str, form: dict) -> tuple[int, str]:
        """Status and the address it leads on to."""
        body = urlencode({**form, "csrfmiddlewaretoken": TOKEN}, doseq=True)
        return self._ask("POST", path, body)

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={TOKEN}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as line:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            text = answer.read().decode("utf-8", "replace")
            return answer.status, answer.headers.get("Location") or text

    def killed_while(self, path: str, form: dict, after: float) -> str:
        """Post the form and kill the server `after` seconds into it; what the person saw: an answer or nothing."""
        seen: list[str] = []

        def press() -> None:
            try:
                seen.append(str(self.post(path, form)[0]))
            except (OSError, http.client.HTTPException):
                seen.append("")

        person = threading.Thread(target=press)
        person.start()
        time.sleep(after)
        self.kill()
        person.join(PATIENCE)
        return seen[0]

    def kill(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.communicate()
            self.process = None


def state_of(folder: Path) -> dict:
    """Every row of every table of ours, the hash of every file, and whether the database is sound."""
    with closing(sqlite3.connect(folder / "data.sqlite3")) as database:
        names = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        ours = [name for name in names if not name.startswith(("django_", "sqlite_"))]
        tables = {name: sorted(map(repr, database.execute(f'select * from "{name}"'))) for name in ours}  # noqa: S608
        sound = database.execute("pragma integrity_check").fetchone()[0]
    files = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "files").rglob("*"))
        if path.is_file()
    }
    return {"tables": tables, "files": files, "sound": sound}


def counts(state: dict) -> dict:
    """How many rows each table has: instants and keys differ between runs, the rows must all be there."""
    return {table: len(rows) for table, rows in state["tables"].items()}
