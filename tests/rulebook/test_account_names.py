"""The names of accounts in sentences are those of the chart of accounts, each with an English one."""

from styringsdialog.rulebook.chart import chart_of_accounts
from styringsdialog.wording.messages import catalogue


def test_sentences_name_accounts_as_the_chart_does() -> None:
    said = {
        key.removeprefix("account."): row["title"]["da"] for key, row in catalogue().items() if key[:8] == "account."
    }
    assert said == {number: account.name for number, account in chart_of_accounts().accounts.items()}
