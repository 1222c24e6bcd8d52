"""What the architecture tests look for, as functions on text, so that each can be shown to find a fault."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "src" / "styringsdialog"
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
PURE_PACKAGES = ("wording", "analysis", "rulebook", "exchange/reading")

_DAY_READERS = {"today", "localdate"}
_CLOCK_READERS = _DAY_READERS | {"now", "utcnow", "time", "localtime", "monotonic"}
_CLOCKS = {"date", "datetime", "timezone", "time", "dt"}


def source_files() -> list[Path]:
    """Every Python file of the package, migrations apart: those are Django's."""
    return sorted(file for file in PACKAGE.rglob("*.py") if "migrations" not in file.parts)


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef, source: list[str]) -> int:
    """Lines of a function that hold code: without docstring, blank lines and comments."""
    first, last = function.lineno, function.end_lineno or function.lineno
    skipped: set[int] = set()
    if ast.get_docstring(function, clean=False) is not None:
        docstring = function.body[0]
        skipped = set(range(docstring.lineno, (docstring.end_lineno or docstring.lineno) + 1))
    lines = ((number, source[number - 1].strip()) for number in range(first, last + 1))
    return sum(1 for number, line in lines if line and not line.startswith("#") and number not in skipped)


def long_functions(text: str, most: int) -> list[str]:
    """Name and length of each function with more code lines than `most`."""
    source = text.splitlines()
    functions = (
        (node.name, code_lines(node, source))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [f"{name}: {lines} lines" for name, lines in functions if lines > most]


def has_opening_line(text: str) -> bool:
    """Whether the module starts with a docstring whose first line says something."""
    docstring = ast.get_docstring(ast.parse(text))
    return bool(docstring and len(docstring.splitlines()[0].strip()) >= 10)


def impure_imports(text: str, package: str = "") -> list[str]:
    """Imports that a pure module may not have: Django, drivers, and packages of ours that are not pure."""
    allowed = {"styringsdialog.wording", "styringsdialog.analysis", "styringsdialog.rulebook"}
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            ours = name.startswith("styringsdialog.")
            pure = any(name.startswith(f"{prefix}.") or name == prefix for prefix in allowed)
            itself = bool(package) and name.startswith(f"styringsdialog.{package}.")
            if (ours and not pure and not itself) or name.split(".")[0] in {"django", "psycopg", "sqlite3"}:
                found.append(name)
    return found


def clock_readings(text: str, names: set[str] = _CLOCK_READERS) -> list[str]:
    """Calls that read the clock, such as `date.today()`, with their line."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner = node.func.value
        name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
        if node.func.attr in names and name in _CLOCKS:
            found.append(f"line {node.lineno}: {name}.{node.func.attr}()")
    return found


def day_readings(text: str) -> list[str]:
    """Calls that ask for today's date."""
    return clock_readings(text, _DAY_READERS)


def foreign_identifiers(text: str) -> list[str]:
    """Identifiers with letters outside ASCII."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.arg | ast.keyword):
            found.add(node.arg or "")
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
    return sorted(name for name in found if not name.isascii())


def addresses(text: str) -> list[str]:
    """Addresses of servers in a lock file."""
    return re.findall(r"(?:https?|git|ssh)(?:\+\w+)?://[^\s\"']+", text)


def machine_paths(text: str, folders: tuple[str, ...]) -> list[str]:
    """Lines that name one of the folders, or a home folder."""
    pattern = re.compile("|".join([*(re.escape(folder) for folder in folders), r"/home/\w+/", r"/Users/\w+/"]))
    return [line.strip()[:120] for line in text.splitlines() if pattern.search(line)]


@dataclass(frozen=True)
class GlossaryRow:
    """One concept: its Danish terms, its identifiers, and the line it stands on."""

    line: int
    terms: tuple[str, ...]
    identifiers: tuple[str, ...]

    @property
    def classes(self) -> tuple[str, ...]:
        """The identifiers in CamelCase."""
        return tuple(name for name in self.identifiers if re.fullmatch(r"[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*", name))


def glossary_rows(text: str) -> Iterator[GlossaryRow]:
    """The rows of every table whose first column is headed Danish or Dansk."""
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("|"):
            inside = False
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if cells[0].lower() in {"danish", "dansk"}:
            inside = True
        elif inside and not set(cells[0]) <= {"-", ":", " "}:
            yield GlossaryRow(number, _terms(cells[0]), _identifiers(cells[1]))


def _terms(cell: str) -> tuple[str, ...]:
    bare = re.sub(r"\([^)]*\)", "", cell)
    return tuple(part.strip(" «»").lower() for part in bare.split(" / ") if part.strip(" «»"))


def _identifiers(cell: str) -> tuple[str, ...]:
    quoted = " / ".join(re.findall(r"`([^`]+)`", cell))
    return tuple(part.strip() for part in quoted.split(" / ") if part.strip())


def ambiguous(rows: list[GlossaryRow]) -> list[str]:
    """Terms and identifiers that stand in more than one row, or twice in one."""
    terms = Counter(term for row in rows for term in row.terms)
    identifiers = Counter(name for row in rows for name in row.identifiers)
    return sorted(name for counted in (terms, identifiers) for name, times in counted.items() if times > 1)
