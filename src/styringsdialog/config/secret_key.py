"""The secret key of a trial: made at the first start, kept in a file that only its owner reads."""

import os
import tempfile
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def kept_key(file: Path) -> str:
    """The key in `file`; made first where there is none. Two processes that start together get the same."""
    try:
        return file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
    # mkstemp makes it readable by its owner only, and a link is refused where the other process was first.
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".key-")
    draft = Path(name)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(get_random_secret_key() + "\n")
    try:
        draft.replace(file) if not hasattr(os, "link") else os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)
    return file.read_text(encoding="ascii").strip()
