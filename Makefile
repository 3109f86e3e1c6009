# Everything runs in .venv, which each target makes when it is missing or older than pyproject.toml.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

# Whatever the caller's setting: hundreds of tests start a desk, and compiling it each time takes longer than starting it.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test check proof bench wheel catalogue clean format pictures

run: $(READY)
	@$(BIN)/desk demo

# The serial ones come first, since what they compile of the tests four workers need not compile each for itself: screens
# in a terminal on one core, all else on the other, each one after the other. Then four workers on two cores: what a desk
# waits for (a commit, its quiet after a key) is time for another one.
test: $(READY)
	$(BIN)/python -m compileall -q -j 2 desk
	@mkdir -p build
	$(BIN)/python -m pytest -q -m serial tests/screens > build/serial-screens.txt 2>&1 & screens=$$!; \
	$(BIN)/python -m pytest -q -m serial --ignore=tests/screens; others=$$?; \
	wait $$screens; screens=$$?; cat build/serial-screens.txt; test $$screens -eq 0 -a $$others -eq 0
	$(BIN)/python -m pytest -q -n 4 -m "not serial"

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The wheel, in a venv of its own, must hold all that the command needs: styles, catalogues, steps of the schema.
wheel: $(READY)
	rm -rf dist build/wheel
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .
	$(PYTHON) -m venv build/wheel
	build/wheel/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt dist/*.whl
	build/wheel/bin/desk --version
	build/wheel/bin/desk --store build/wheel/demo.db demo --make
	build/wheel/bin/desk --store build/wheel/demo.db store check
	rm -rf build/wheel

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

# Texts of the interface: gather them into the German catalogue, say which lack their German, compile it.
catalogue: $(READY)
	$(BIN)/python -m tests.kit.catalogue

# The pictures of the README, from the demo day on a stopped clock.
pictures: $(READY)
	$(BIN)/python -m tests.pictures
