"""The generated page of rules and rates names every rule, every figure, and what is not known."""

from styringsdialog.rulebook.describe import figure_rows, rule_rows, rules_markdown
from styringsdialog.rulebook.engine import all_rules
from styringsdialog.rulebook.loader import law_book


def test_every_rule_and_every_figure_has_its_row() -> None:
    assert [row.id for row in rule_rows()] == [rule.id for rule in all_rules()]
    assert [row.key for row in figure_rows()] == sorted(law_book().parameters)


def test_a_figure_says_which_rules_use_it() -> None:
    rows = {row.key: row for row in figure_rows()}
    assert rows["funds/dispositionsfond_target_kr"].used_by == ("K-01", "K-03", "K-04", "K-05")


def test_the_page_shows_values_status_and_where_knowledge_ends() -> None:
    page = rules_markdown()
    assert "### K-01 Contribution to the dispositionsfond while it is below the target" in page
    assert "| 2020-07-01 | 5777 | derived | 5572 * 3160 / 3048 |" in page
    assert "not known, or no longer in force, from 2025-07-01" in page
    assert all(rule.title in page for rule in all_rules())


def test_the_page_is_the_same_every_time_and_ends_in_one_newline() -> None:
    page = rules_markdown()
    assert page == rules_markdown()
    assert page.endswith("\n")
    assert not page.endswith("\n\n")
    assert not any(line != line.rstrip() for line in page.splitlines())
