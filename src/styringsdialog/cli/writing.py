"""What a command writes: files, told before the work begins where that is not possible, and sentences of one line."""

import errno
from collections.abc import Iterable
from pathlib import Path

REASONS = {
    errno.EACCES: "der er ikke adgang",
    errno.EPERM: "der er ikke adgang",
    errno.EROFS: "drevet er skrivebeskyttet",
    errno.ENOSPC: "der er ikke mere plads",
    errno.EDQUOT: "der er ikke mere plads",
    errno.ENAMETOOLONG: "navnet er for langt",
}


class CannotWrite(Exception):
    """A file cannot be written where the user asked; the message is a Danish sentence with a remedy."""


def refuse_unwritable(targets: Iterable[Path | None], sources: Iterable[Path | None] = ()) -> None:
    """Raise CannotWrite for a target that is a folder, lies in none, or would write over a file that is read."""
    read = {source.resolve() for source in sources if source}
    wanted = [target for target in targets if target]
    for target in wanted:
        if target.is_dir():
            raise CannotWrite(f"{target} er en mappe. Angiv også filens navn.")
        if not target.parent.is_dir():
            raise CannotWrite(f"Mappen {target.parent} findes ikke. Opret den, eller angiv en anden mappe.")
        if target.resolve() in read:
            raise CannotWrite(f"{target} er filen, der læses, og ville blive overskrevet. Angiv et andet filnavn.")
    if len({target.resolve() for target in wanted}) < len(wanted):
        raise CannotWrite("To af filerne har samme navn. Giv dem hver sit.")


def write(target: Path, content: bytes) -> None:
    """Write a whole file; CannotWrite where the system does not let us."""
    try:
        target.write_bytes(content)
    except OSError as fault:
        raise not_written(target, fault) from fault


def not_written(target: Path, fault: OSError) -> CannotWrite:
    """What the system answered, in Danish and with a remedy."""
    reason = REASONS.get(fault.errno or 0, "systemet tillader det ikke")
    return CannotWrite(f"{target} kunne ikke skrives: {reason}. Angiv et andet sted.")


def one_line(text: str) -> str:
    """Without line breaks and control characters: what stands in a file must not steer a terminal."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
