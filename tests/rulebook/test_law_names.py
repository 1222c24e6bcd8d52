"""Every figure of the law has a name in both languages, and the Danish one is that of its own file."""

import pytest

from styringsdialog.rulebook.loader import law_book
from styringsdialog.wording.messages import catalogue, sentence

FIGURES = law_book().parameters


@pytest.mark.parametrize("key", FIGURES)
def test_a_figure_is_named_in_both_languages(key):
    assert sentence(f"law_figure.{key}", part="title") == FIGURES[key].label
    assert sentence(f"law_figure.{key}", part="title", language="en") != FIGURES[key].label


def test_no_name_is_left_of_a_figure_that_is_gone():
    named = {key.removeprefix("law_figure.") for key in catalogue() if key.startswith("law_figure.")}
    assert named == set(FIGURES)
