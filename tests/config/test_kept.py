"""A text that is made once stays, is nobody else's to read, and is the same for two that start together."""

import stat
from concurrent.futures import ThreadPoolExecutor

from styringsdialog.config.kept import kept_text, secret_key


def test_made_once_and_private(tmp_path):
    file = tmp_path / "new" / "secret-key"
    first = kept_text(file, secret_key)
    assert len(first) >= 50
    assert kept_text(file, lambda: "another") == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret-key"]


def test_two_that_start_together_agree(tmp_path):
    file = tmp_path / "secret-key"
    with ThreadPoolExecutor(8) as pool:
        texts = set(pool.map(lambda _: kept_text(file, secret_key), range(32)))
    assert len(texts) == 1
