"""Texts of a trial that are made at the first start and kept: the secret key, the name of the installation."""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path


def kept_text(file: Path, make: Callable[[], str]) -> str:
    """The text in `file`, readable by its owner only; made first where there is none.

    Two processes that start together get the same text: the second to come finds the file taken.
    """
    with contextlib.suppress(FileNotFoundError):
        return file.read_text(encoding="ascii").strip()
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    with os.fdopen(handle, "w", encoding="ascii") as draft:
        draft.write(make() + "\n")
    with contextlib.suppress(FileExistsError):
        os.link(name, file)
    Path(name).unlink()
    return file.read_text(encoding="ascii").strip()


def secret_key() -> str:
    """A key of 64 random bytes."""
    return secrets.token_urlsafe(64)


def installation_name() -> str:
    """A short random name that tells this installation's workers from another's on the same database."""
    return secrets.token_hex(4)
