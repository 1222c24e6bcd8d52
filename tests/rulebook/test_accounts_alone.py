"""Where only the accounts were received, only the rules about accounts are run; the rest is left out, not open."""

from datetime import date

from styringsdialog.demo.large import large_package
from styringsdialog.rulebook.engine import review

# By hand: the sums of results and balances, the organisation's accounts, last year's column, the result account,
# and the loss from vacant homes.
ON_ACCOUNTS = {"D-01", "D-02", "D-03", "D-07", "D-08", "D-09", "T-02"}


def test_the_rules_about_the_rest_of_the_package_are_left_out():
    package = large_package(divisions=2)
    whole = {finding.rule for finding in review(package, date(2026, 9, 1))}
    accounts = {finding.rule for finding in review(package, date(2026, 9, 1), accounts_only=True)}
    assert accounts == ON_ACCOUNTS
    assert accounts < whole
