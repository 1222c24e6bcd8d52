"""Words as people search for them: letters without case, Aa and Å alike."""

from __future__ import annotations


def folded(text: str) -> str:
    """The text in the one form that is compared: `Aabyen` and `ÅBYEN` are the same."""
    return text.casefold().replace("aa", "å")


def words_of(text: str) -> list[str]:
    """The words of a search, folded."""
    return folded(text).split()


def fit(words: list[str], *texts: str) -> int | None:
    """How well the texts fit, 0 best; None unless every word stands somewhere in them.

    0: the first text is what was searched; 1: it begins so; 2: every word begins a word of it; 3: every word stands
    in it; 4: some stand in the other texts only.
    """
    whole = [folded(text) for text in texts]
    if not all(any(word in text for text in whole) for word in words):
        return None
    title, wanted = whole[0], " ".join(words)
    if title == wanted:
        return 0
    if title.startswith(wanted):
        return 1
    if not all(word in title for word in words):
        return 4
    parts = title.replace("(", " ").replace(",", " ").split()
    return 2 if all(any(part.startswith(word) for part in parts) for word in words) else 3
