"""Real identity providers, each a Node process on loopback that a fixture starts and ends; and who they know."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

FOLDER = Path(__file__).parent / "providers"
SECRET = "only-for-tests-on-loopback"
ANNA = {
    "name": "Anna Prøve",
    "email": "anna@example.org",
    "email_verified": True,
    "groups": ["alle", "sd-sagsbehandler"],
}


@dataclass
class People:
    """Whom the providers know; a change holds from the next sign-in on."""

    file: Path
    known: dict[str, dict[str, Any]] = field(default_factory=dict)

    def set(self, login: str, **changes: Any) -> None:
        self.known[login] = {**self.known.get(login, ANNA), **changes}
        self.file.write_text(json.dumps(self.known), encoding="utf-8")

    def reset(self) -> None:
        self.known = {}
        self.set("anna")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(script: str, **environment: Any) -> Iterator[None]:
    """The provider, up when the block begins and gone when it ends, whatever happened in it."""
    node = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    if not node or not (FOLDER / "node_modules").is_dir():
        pytest.fail("The identity providers of the tests are not installed: run make install", pytrace=False)
    process = subprocess.Popen(
        [node, str(FOLDER / script)],
        env={"PATH": os.environ.get("PATH", ""), **{name: str(value) for name, value in environment.items()}},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert "listening" in process.stdout.readline(), f"{script} did not start"
        yield
    finally:
        process.terminate()
        process.stdin.close()
        process.wait(timeout=10)
        process.stdout.close()


def key_and_certificate(folder: Path) -> tuple[Path, Path]:
    """A key pair of the day, and a certificate of its own making."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Prøvekommunens login")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    form = serialization.PrivateFormat.TraditionalOpenSSL
    (folder / "key.pem").write_bytes(key.private_bytes(pem, form, serialization.NoEncryption()))
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(pem))
    return folder / "key.pem", folder / "certificate.pem"
