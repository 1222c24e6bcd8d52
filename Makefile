# The entry points. `make` alone lists them. Everything needed is installed on the way, from locks with hashes.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
BUILT := var/build/.stamp
BASE := $(VENV)/.base
TEST := $(VENV)/.test
LINK := $(VENV)/.link
PROVIDERS := tests/sign_in/providers
PROVIDERS_READY := $(PROVIDERS)/node_modules/.stamp
PO := src/styringsdialog/locale/en/LC_MESSAGES/django.po
MESSAGES := $(PO:.po=.mo)
PIP := $(BIN)/pip install -q --disable-pip-version-check --require-hashes

.PHONY: help run test check bench long docs lock install clean
.DELETE_ON_ERROR:

help: ## these lines
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1  \t\2/p' Makefile

run: $(BASE) $(LINK) $(BUILT) $(MESSAGES) ## start the system with the demo municipality (PORT=8123 for another port)
	@exec $(BIN)/styringsdialog serve --host $(HOST) --port $(PORT)

test: $(TEST) $(LINK) $(BUILT) $(MESSAGES) $(PROVIDERS_READY) ## run every test on SQLite, database tests on PostgreSQL too (ARGS= goes to pytest)
	@tools/run_tests.sh $(ARGS)

check: $(TEST) $(LINK) $(MESSAGES) ## formatting, types, directions, templates, migrations, generated documents
	@tools/run_checks.sh

bench: $(BASE) $(LINK) $(BUILT) $(MESSAGES) ## measure what the system promises about speed
	@$(BIN)/python -m bench $(ARGS)

long: $(TEST) $(LINK) $(BUILT) $(MESSAGES) ## the tests that try chance often: fifty kills of a server for each deed, and more
	@STYRINGSDIALOG_TESTS_COMPLETE=1 STYRINGSDIALOG_KILLS=50 STYRINGSDIALOG_SERVER_KILLS=50 \
	  $(BIN)/python -m pytest -p no:cacheprovider -s tests/faults $(ARGS)

docs: $(BASE) $(LINK) ## write the generated documents anew
	@$(BIN)/styringsdialog docs

lock: ## write the lock files anew
	@tools/write_locks.sh

install: $(TEST) $(LINK) $(BUILT) $(MESSAGES) $(PROVIDERS_READY) ## everything that the other commands install, without running anything

clean: ## remove what was installed and built; data under var/ stays
	rm -rf $(VENV) .venv-lock node_modules $(PROVIDERS)/node_modules var/build var/static

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@$(PYTHON) -m venv $(VENV)

$(BASE): requirements/base.lock | $(BIN)/python
	@echo "Installing Python packages ..."
	@$(PIP) -r requirements/base.lock
	@touch $@

$(TEST): requirements/test.lock | $(BIN)/python
	@echo "Installing Python packages for tests ..."
	@$(PIP) -r requirements/test.lock
	@touch $@

$(LINK): tools/link_project.py src/styringsdialog/__main__.py | $(BIN)/python
	@$(BIN)/python tools/link_project.py
	@touch $@

$(BUILT): package-lock.json tools/build_static.py tools/install_node_packages.sh | $(BIN)/python
	@echo "Installing the design system and charts ..."
	@tools/install_node_packages.sh $(VENV)
	@$(BIN)/python tools/build_static.py node_modules var/build
	@touch $@

$(PROVIDERS_READY): $(PROVIDERS)/package-lock.json | $(BIN)/python
	@echo "Installing the identity providers that tests sign in through ..."
	@tools/install_node_packages.sh $(VENV) $(PROVIDERS)
	@touch $@

$(MESSAGES): $(PO) tools/compile_messages.py | $(BIN)/python
	@$(BIN)/python tools/compile_messages.py $(PO)
