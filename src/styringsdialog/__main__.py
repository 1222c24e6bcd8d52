"""Where the `styringsdialog` command starts: running the system here, everything else in `cli`."""

import os
import sys

from styringsdialog.trail.context import deed

_LOCAL = "styringsdialog.config.settings.local"


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and gives its exit status.

    `manage` and `serve` belong to the running system and need Django. The rest is `cli`'s, which imports
    Django only where a command needs the database: `review` and `areas classify` must answer in seconds.
    """
    words = sys.argv[1:] if arguments is None else arguments
    word = words[0] if words else ""
    if word == "manage":
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", _LOCAL)
        from django.core.management import execute_from_command_line

        with deed():
            execute_from_command_line(["styringsdialog manage", *words[1:]])
        return 0
    if word == "serve":
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", _LOCAL)
        from styringsdialog.config.serve import serve

        return serve(words[1:])
    from styringsdialog import cli

    with deed():
        return cli.main(words)


if __name__ == "__main__":
    sys.exit(main())
