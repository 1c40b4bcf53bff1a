# The words a newcomer types. `make` alone lists them.
PYTHON ?= python3
N ?= 3000

.DEFAULT_GOAL := help
.PHONY: help run install test check format bench drill-messages pictures seed manage clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

run: install ## install, migrate, fill with demo data and serve on http://localhost:8000 (PORT=, HOST=)
	@.venv/bin/python -m tools.run

install: ## only the first step of run: system, Python and front-end packages
	@$(PYTHON) -m tools.install

test: ## everything: lint, types, contracts, the suite on SQLite and PostgreSQL, browser tests
	@$(PYTHON) -m tools.install --dev
	@.venv/bin/python -m tools.test

check: ## only the quick part of test: lint, format, contracts, types, migrations
	@$(PYTHON) -m tools.install --dev
	@.venv/bin/python -m tools.test --checks

format: ## write the code in the house format
	@.venv/bin/ruff check --fix --quiet .
	@.venv/bin/ruff format .

bench: ## measure against the goals (ARGS="--size M --only tracking")
	@$(PYTHON) -m tools.install --bench
	@.venv/bin/python -m tools.bench $(ARGS)

drill-messages: install ## write N=3000 messages while everything dies, count what was lost (ARGS="--postgres")
	@.venv/bin/python -m tools.drill --duties $(N) $(ARGS)

pictures: ## draw the pictures of the README anew
	@$(PYTHON) -m tools.install --dev
	@.venv/bin/pytest -q -m e2e tests/e2e/pictures.py

seed: install ## fill the database with the demo commune; a second time changes nothing
	@.venv/bin/python manage.py seed

manage: ## any Django command: make manage ARGS="import_catalogue FOLDER"
	@.venv/bin/python manage.py $(ARGS)

clean: ## remove what was installed and made; data in var/ stays
	rm -rf .venv node_modules static/vendor .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
