# make run   set everything up, ingest the corpus, open the chat on 127.0.0.1
# make test  set everything up and run the tests
# make check what CI runs: style, types, import contract, tests

PYTHON ?= python3
BIN := .venv/bin
# Not compiled in advance: most of what is installed is never imported, and what is, is compiled then and kept, whatever the
# shell says: otherwise every start compiles 1,800 modules again, which takes half of it.
unexport PYTHONDONTWRITEBYTECODE
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --constraint requirements.lock

.PHONY: run test check clean

run: .venv/run.stamp
	$(BIN)/python ingest.py
	$(BIN)/python app.py

test: .venv/test.stamp
	$(BIN)/python -m pytest -n auto --dist worksteal

check: .venv/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --dist worksteal

clean:
	rm -rf .venv build *.egg-info .mypy_cache .pytest_cache .ruff_cache

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 run")'
	$(PYTHON) -m venv .venv

.venv/run.stamp: .venv/bin/python pyproject.toml requirements.lock
	$(INSTALL) --editable .
	@touch $@

.venv/test.stamp: .venv/bin/python pyproject.toml requirements.lock
	$(INSTALL) --editable '.[test]'
	@touch .venv/run.stamp $@
