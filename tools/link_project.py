"""Makes the source folder importable in a virtual environment and puts the `styringsdialog` command there.

The same as `pip install --no-deps --editable .`, without the build tool that pip would fetch first: the
locks with their hashes stay the only thing that is ever installed.
Usage: VENV/bin/python tools/link_project.py
"""

import sys
import sysconfig
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
COMMAND = """#!{python}
import sys

from styringsdialog.__main__ import main

sys.exit(main())
"""


def link() -> None:
    """Writes the path file and the command."""
    Path(sysconfig.get_path("purelib"), "styringsdialog.pth").write_text(f"{SOURCE}\n", encoding="utf-8")
    command = Path(sysconfig.get_path("scripts"), "styringsdialog")
    command.write_text(COMMAND.format(python=sys.executable), encoding="utf-8")
    command.chmod(0o755)


if __name__ == "__main__":
    if sys.prefix == sys.base_prefix:
        sys.exit("link_project.py: run it with the Python of a virtual environment")
    link()
