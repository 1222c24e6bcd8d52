#!/usr/bin/env bash
# Writes all lock files anew: hashes for every platform, and no address of any package server.
# What is locked already keeps its version; `rm` a lock first to take the newest of everything.
set -euo pipefail
cd "$(dirname "$0")/.."
tools_venv=.venv-lock
[ -x $tools_venv/bin/uv ] || {
  "${PYTHON:-python3}" -m venv $tools_venv
  $tools_venv/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/lock.lock
}
lock() { # $1 = name, the rest = options and sources
  local name=$1; shift
  $tools_venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-header --no-annotate "$@" -o "requirements/$name.lock"
}
lock base pyproject.toml
# Tests run with exactly what is shipped.
lock test --constraint requirements/base.lock pyproject.toml requirements/test.in
lock lock requirements/lock.in
lock node requirements/node.in
npm install --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error
python3 tools/clean_npm_lock.py package-lock.json
# The identity providers that the sign-in tests run: installed by tests only.
providers=tests/sign_in/providers
(cd $providers && npm install --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error)
python3 tools/clean_npm_lock.py $providers/package-lock.json
if grep -lE 'https?://|git\+' requirements/*.lock package-lock.json $providers/package-lock.json; then
  echo "These locks hold an address" >&2; exit 1
fi
