#!/usr/bin/env bash
# All checks; goes on after a failure, so that one run shows everything. Each must have had files to look at.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=()

check() { # $1 = what is checked, the rest = command
  local name=$1 started=$SECONDS; shift
  if "$@"; then echo "ok      $name ($((SECONDS - started)) s)"; else echo "FAILED  $name"; failed+=("$name"); fi
}
some() { # $1 = what, $2 = fewest files; the files come on standard input
  local seen; seen=$(wc -l)
  [ "$seen" -ge "$2" ] || { echo "only $seen files of $1: a check that sees nothing proves nothing" >&2; return 1; }
}
python_files() { $bin/ruff check --show-files | some Python 100; }
template_files() { find src -name '*.html' | some templates 1; }
# Linted, not formatted: the formatter breaks lines inside tags and sentences, and a template should read like the page.
lint_templates() { $bin/djlint --quiet --lint src; }
# --quiet hides the count, and mypy's own line is the proof that it saw the sources.
types() {
  local out code
  out=$($bin/mypy 2>&1); code=$?
  [ $code -eq 0 ] || echo "$out"
  [ $code -eq 0 ] && echo "$out" | grep -qE 'no issues found in [0-9]{2,} source files'
}
quietly() { local out; out=$("$@" 2>&1) || { echo "$out"; return 1; }; }

export DJANGO_SETTINGS_MODULE=styringsdialog.config.settings.test
check "Python files are seen" python_files
check "formatting" quietly $bin/ruff format --check
check "lint" quietly $bin/ruff check
check "directions of import" quietly $bin/lint-imports --no-logo
check "system check" quietly $bin/python -W error -m django check
check "models and migrations agree" quietly $bin/python -m django makemigrations --check --dry-run
check "templates are seen" template_files
check "templates" quietly lint_templates
check "types" types
check "generated documents are up to date" quietly $bin/styringsdialog docs --check

[ ${#failed[@]} -eq 0 ] || { printf 'make check: %d failed: %s\n' "${#failed[@]}" "$(IFS=,; echo "${failed[*]}")" >&2; exit 1; }
