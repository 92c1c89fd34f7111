# `make decks` builds this repository's decks, `make test` runs the whole suite; both set up what they need.
PYTHON ?= python3
VENV := .venv
export UV_SYSTEM_CERTS := 1
BIN := $(VENV)/bin
PIP := -m pip install -q --disable-pip-version-check

# Older Ankis, each in an environment of its own: learners have them, so the suite imports into them too.
ANKIS := $(VENV)/anki-24.11/ready $(VENV)/anki-2.1.66/ready $(VENV)/aqt/ready

.PHONY: decks test test-long test-lowest torture lint bench pictures clean

decks: $(VENV)/decks.stamp
	$(BIN)/deckwright update
	$(BIN)/deckwright build

test: lint $(ANKIS)
	$(BIN)/python -m pytest -q -n auto --dist worksteal

test-long: lint $(ANKIS)
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m "long or not long"

# The suite with the oldest version of every library that pyproject.toml allows, Anki too.
test-lowest: $(VENV)/test.stamp $(ANKIS)
	$(BIN)/uv venv -q --clear --python $(BIN)/python $(VENV)/lowest
	$(BIN)/uv pip compile -q --no-deps --no-annotate --resolution lowest-direct --extra anki pyproject.toml -o $(VENV)/lowest.txt
	$(BIN)/uv pip install -q --python $(VENV)/lowest/bin/python --override $(VENV)/lowest.txt -e '.[test]'
	cat $(VENV)/lowest.txt
	$(VENV)/lowest/bin/python -m pytest -q -n auto --dist worksteal

# Hostile folders, repositories, documents and packages, each in a folder of its own; prints counts by class.
torture: $(VENV)/test.stamp
	$(BIN)/python -m tests.torture

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Deckwright needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "$(PYTHON) makes no environment here; on Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }

$(VENV)/anki-%/ready: | $(VENV)/bin/python
	@$(PYTHON) -m venv $(VENV)/anki-$* && $(VENV)/anki-$*/bin/python $(PIP) anki==$* \
	  && touch $@ || echo "Anki $* cannot be installed here; its tests are skipped"

# The style sheets, scripts and MathJax of Anki's windows, without the windows: cards are measured in them.
$(VENV)/aqt/ready: | $(VENV)/bin/python
	@$(BIN)/python $(PIP) --no-deps --target $(VENV)/aqt aqt==26.9.3 \
	  && touch $@ || echo "Anki's reviewer cannot be installed here; its tests are skipped"

bench: $(VENV)/test.stamp
	$(BIN)/python $(PIP) -e '.[test,bench]'
	$(BIN)/python -m benchmarks.speed --write docs
	$(BIN)/python benchmarks/run.py

# README's pictures, made anew: cards in Anki's own window, which needs no screen, and pages in Chromium.
pictures: $(VENV)/test.stamp $(VENV)/desktop/ready
	$(BIN)/python -m tests.pictures

$(VENV)/desktop/ready: | $(VENV)/bin/python
	@$(PYTHON) -m venv $(VENV)/desktop && $(VENV)/desktop/bin/python $(PIP) 'aqt[qt6]==26.9.3' && touch $@

$(VENV)/decks.stamp: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python $(PIP) -e .
	@touch $@

$(VENV)/test.stamp: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python $(PIP) -e '.[test]'
	@touch $@ $(VENV)/decks.stamp

clean:
	rm -rf $(VENV) build/*.apkg build/manifest.json build/SHA256SUMS build/NOTES.md build/preview .pytest_cache .mypy_cache .ruff_cache .hypothesis
