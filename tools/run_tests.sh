#!/usr/bin/env bash
# Every test on SQLite, then those that use the database once more on PostgreSQL.
# Arguments go to pytest in both runs. A file or -k that only fits one run leaves the other without tests:
# that is allowed as long as some test ran.
set -uo pipefail
cd "$(dirname "$0")/.."
tools/install_system_packages.sh || exit 1
# A missing server or browser is an error in here, never a reason to skip: see tests/conftest.py.
export STYRINGSDIALOG_TESTS_COMPLETE=1
no_test_ran=5

echo "== All tests, database tests on SQLite"
env -u DATABASE_URL .venv/bin/python -m pytest -p no:cacheprovider "$@"
first=$?
echo "== Database tests on PostgreSQL"
tools/with_postgres.sh .venv/bin/python -m pytest -p no:cacheprovider -m "database and not browser" "$@"
second=$?

if [ $first -eq $no_test_ran ] && [ $second -eq $no_test_ran ]; then
  echo "make test: no test was executed" >&2; exit 1
fi
if [ $# -eq 0 ] && { [ $first -eq $no_test_ran ] || [ $second -eq $no_test_ran ]; }; then
  echo "make test: one of the two runs executed no test" >&2; exit 1
fi
[ $first -eq $no_test_ran ] && first=0
[ $second -eq $no_test_ran ] && second=0
exit $((first != 0 ? first : second))
