# `make decks` builds this repository's decks, `make test` runs the whole suite; both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: decks test test-long lint clean

decks: $(VENV)/decks.stamp
	$(BIN)/deckwright update
	$(BIN)/deckwright build

test: lint
	$(BIN)/python -m pytest -q

test-long: lint
	$(BIN)/python -m pytest -q -m "long or not long"

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Deckwright needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/decks.stamp: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check -e .
	@touch $@

$(VENV)/test.stamp: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[test]'
	@touch $@ $(VENV)/decks.stamp

clean:
	rm -rf $(VENV) build/*.apkg build/manifest.json build/SHA256SUMS build/NOTES.md .pytest_cache .mypy_cache .ruff_cache .hypothesis
