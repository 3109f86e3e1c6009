# Everything runs in .venv, which each target makes when it is missing or older than pyproject.toml.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: run test check proof bench clean format

run: $(READY)
	@$(BIN)/desk demo

test: $(READY)
	$(BIN)/python -m pytest -q -n 2 -m "not serial"
	$(BIN)/python -m pytest -q -m serial

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

proof: $(READY)
	DESK_PROOF=1 $(BIN)/python -m pytest -q -n 2 -m "not serial" --timeout 1800
	DESK_PROOF=1 $(BIN)/python -m pytest -q -m serial --timeout 1800

bench: $(READY)
	$(BIN)/python -m tests.bench

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("desk needs Python 3.11 or newer, this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $(READY)

clean:
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache
