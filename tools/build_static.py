"""Selects what we serve and print with from the npm packages: some 170 files of several thousand.

The whole design system is 17 MB and takes a minute to collect; the selection is 1 MB and takes seconds.
Three things are changed in our copies, since a file that a style sheet names and nobody ships stops
`collectstatic`: source map comments go, and each font keeps only its `woff2` source.
Usage: python tools/build_static.py NODE_MODULES TARGET
"""

import re
import shutil
import sys
from pathlib import Path

CHARTS = (
    "vega/build/vega.min.js",
    "vega-lite/build/vega-lite.min.js",
    "vega-embed/build/vega-embed.min.js",
)
PDF_FONTS = ("Regular", "Italic", "SemiBold", "Bold")

_SOURCE_MAP = re.compile(r"(/\*[#@]\s*sourceMappingURL=[^*]*\*/|//[#@]\s*sourceMappingURL=\S*)\s*")
_FONT_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
_SRC = re.compile(r"(?:^|;)\s*src\s*:([^;}]*)")
_WOFF2 = re.compile(r"url\(([^)]*\.woff2)[^)]*\)\s*format\([^)]*\)")
_URL = re.compile(r"url\(\s*['\"]?([^)'\"]+)['\"]?\s*\)")


def without_source_map(text: str) -> str:
    """The text without any comment that names a source map."""
    return _SOURCE_MAP.sub("", text)


def only_woff2(css: str) -> str:
    """The style sheet with one source in each `@font-face`: the `woff2` one."""

    def narrow(face: re.Match[str]) -> str:
        body = face.group(1)
        if "url(" not in body:
            return face.group(0)  # a font of the reader's own machine
        best = next((found.group(0) for found in _WOFF2.finditer(body)), None)
        if best is None:
            raise ValueError(f"A font has no woff2 source: {body[:120]}")
        rest = _SRC.sub("", body).strip().strip(";")
        return "@font-face{" + rest + ";src:" + best + "}"

    return _FONT_FACE.sub(narrow, css)


def named_files(css: str) -> list[str]:
    """The relative addresses in `url(...)`, each once, without fragment and query."""
    found = {match.group(1).split("#")[0].split("?")[0] for match in _URL.finditer(css)}
    return sorted(name for name in found if name and not name.startswith(("data:", "http:", "https:", "//")))


def build(modules: Path, target: Path) -> int:
    """Writes `target`/static and `target`/fonts anew; gives the number of files."""
    static, fonts = target / "static", target / "fonts"
    for folder in (static, fonts):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    _design_system(modules / "dkfds" / "dist", static / "dkfds")
    for name in CHARTS:
        _write(
            static / "vega" / Path(name).name,
            without_source_map((modules / name).read_text(encoding="utf-8")),
        )
    source = modules / "dkfds/dist/fonts/IBMPlexSans/complete/ttf"
    for weight in PDF_FONTS:
        shutil.copy(source / f"IBMPlexSans-{weight}.ttf", fonts)
    return sum(1 for file in target.rglob("*") if file.is_file())


def _design_system(dist: Path, target: Path) -> None:
    css = only_woff2(without_source_map((dist / "css/dkfds.min.css").read_text(encoding="utf-8")))
    _write(target / "css/dkfds.min.css", css)
    script = (dist / "js/dkfds.min.js").read_text(encoding="utf-8")
    _write(target / "js/dkfds.min.js", without_source_map(script))
    _copy(dist / "img/all-svg-icons.svg", target / "img/all-svg-icons.svg")
    for name in named_files(css):
        source = (dist / "css" / name).resolve()
        _copy(source, target / source.relative_to(dist.resolve()))


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    count = build(Path(sys.argv[1]), Path(sys.argv[2]))
    print(f"{count} third-party files selected")
