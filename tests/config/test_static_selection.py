"""The selection of third-party files is whole, and names nothing that is not shipped."""

import pytest
from tools import build_static, clean_npm_lock

FACE = (
    "@font-face{font-family:Plex;src:url(../fonts/a.eot);"
    'src:url(../fonts/a.woff) format("woff"),url(../fonts/a.woff2) format("woff2"),'
    'url(../fonts/a.ttf) format("truetype");font-weight:400}'
)


def test_a_font_keeps_its_woff2_and_nothing_else():
    css = build_static.only_woff2(FACE + "a{color:red}")
    assert build_static.named_files(css) == ["../fonts/a.woff2"]
    assert "font-family:Plex" in css
    assert "font-weight:400" in css
    assert css.endswith("a{color:red}")


def test_a_font_without_woff2_stops_the_build():
    with pytest.raises(ValueError, match="woff2"):
        build_static.only_woff2("@font-face{font-family:Plex;src:url(a.ttf)}")


def test_a_font_of_the_readers_machine_is_left_alone():
    face = '@font-face{font-family:system;src:local("Tahoma")}'
    assert build_static.only_woff2(face) == face


@pytest.mark.parametrize("comment", ["/*# sourceMappingURL=a.css.map */", "//# sourceMappingURL=a.js.map\n"])
def test_source_maps_go(comment):
    assert build_static.without_source_map(f"x{comment}") == "x"


def test_what_a_style_sheet_names():
    css = "a{b:url('../img/a.svg#x')}c{d:url(data:image/png;base64,xx)}e{f:url(\"../img/b.svg?v=1\")}"
    assert build_static.named_files(css) == ["../img/a.svg", "../img/b.svg"]


def test_the_build_is_whole(settings):
    static = settings.BUILD / "static"
    assert static.is_dir(), "run make install"
    css = (static / "dkfds/css/dkfds.min.css").read_text(encoding="utf-8")
    missing = [name for name in build_static.named_files(css) if not (static / "dkfds/css" / name).resolve().is_file()]
    assert missing == []
    assert {file.name for file in settings.PDF_FONT_DIR.iterdir()} == {
        f"IBMPlexSans-{weight}.ttf" for weight in build_static.PDF_FONTS
    }
    scripts = [static / "vega" / name for name in ("vega.min.js", "vega-lite.min.js", "vega-embed.min.js")]
    for script in [*scripts, static / "dkfds/js/dkfds.min.js"]:
        assert "sourceMappingURL" not in script.read_text(encoding="utf-8")


def test_addresses_leave_the_npm_lock():
    lock = {"packages": {"a": {"version": "1", "resolved": "https://x/a.tgz", "funding": {"url": "https://y"}}}}
    assert clean_npm_lock.clean(lock) == {"packages": {"a": {"version": "1"}}}
