# The doors: `make demo`, `make test`, `make bench`, `make mutation`, `make docs`. All they need goes into .venv; nothing else is
# installed, and nothing outside this directory is written except what pip caches.

VENV ?= .venv
BIN := $(VENV)/bin
ABSBIN := $(abspath $(BIN))

# The first Python on PATH that is new enough; say `make PYTHON=/path/to/python` to choose another.
PYTHON ?= $(shell for name in python3 python3.11 python3.12 python3.13 python3.14 python; do \
	command -v $$name >/dev/null 2>&1 && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$name && break; done)

PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
CODE := src tests benchmarks tools

.PHONY: help demo test lint types imports unit readiness bench mutation docs docs-check clean

help:
	@echo "make demo    install gonogo into $(VENV) and run it on a copy of examples/orchestrator"
	@echo "make test    everything that must hold before a change is merged"
	@echo "make bench   measure gonogo beside its peers and rewrite docs/reference/performance.md"
	@echo "make mutation  break the rules on purpose and count what the tests notice"
	@echo "make docs    regenerate the reference pages, the schemas and the README's picture"
	@echo "make clean   remove what the other targets made"

$(VENV)/bin/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "gonogo needs Python 3.11 or newer, and none is on PATH. hint: make PYTHON=/path/to/python3.11" >&2; exit 2; fi
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "gonogo needs Python 3.11 or newer; $(PYTHON) is $$("$(PYTHON)" -V 2>&1)." \
			"hint: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@"$(PYTHON)" -m venv "$(VENV)" || { rm -rf "$(VENV)"; \
		echo "could not make a virtual environment. hint: on Debian and Ubuntu, apt install python3-venv" >&2; exit 2; }

# A virtual environment that another tool made may lack pip.
$(VENV)/.core: pyproject.toml | $(VENV)/bin/python
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip --upgrade >/dev/null
	@echo "installing gonogo into $(VENV)"
	@$(PIP) install --editable . || { echo "could not install gonogo: see pip's message above" >&2; exit 1; }
	@touch $@

# Dependency groups need pip 25.1.
$(VENV)/.test: $(VENV)/.core
	@echo "installing what the tests need into $(VENV)"
	@$(PIP) install --upgrade "pip>=25.1"
	@$(PIP) install --group test || { echo "could not install the test group: see pip's message above" >&2; exit 1; }
	@touch $@

demo: $(VENV)/.core
	@PATH="$(ABSBIN):$$PATH" $(BIN)/python tools/demo.py

test: lint types imports unit readiness
	@echo "all of it holds"

lint: $(VENV)/.test
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)

types: $(VENV)/.test
	$(BIN)/mypy

imports: $(VENV)/.test
	$(BIN)/lint-imports --no-cache

unit: $(VENV)/.test
	PATH="$(ABSBIN):$$PATH" $(BIN)/python -m pytest -q

# gonogo's own tracker, proven by gonogo: fails where READINESS.md claims what is not proven. A red command is an answer
# (status 1), which the decision then explains. What this trusts is kept in build/, apart from what you trust.
readiness: $(VENV)/.test
	@mkdir -p build/state && chmod 700 build/state
	@export PATH="$(ABSBIN):$$PATH" GONOGO_STATE="$(CURDIR)/build/state" GONOGO_CACHE=off; \
		gonogo check && gonogo trust --all --yes && { gonogo verify -j 2 || [ $$? -eq 1 ]; } && gonogo decide honest

bench: $(VENV)/.test
	PATH="$(ABSBIN):$$PATH" $(BIN)/python benchmarks/run.py

# Breaks the rules on purpose and counts what the tests notice; SAMPLE=0 tries every break, which takes hours.
SAMPLE ?= 1000
mutation: $(VENV)/.test
	@$(PIP) install --group mutation
	PATH="$(ABSBIN):$$PATH" $(BIN)/python tools/mutation.py --sample $(SAMPLE)

docs: $(VENV)/.test
	PATH="$(ABSBIN):$$PATH" $(BIN)/python tools/generate.py

docs-check: $(VENV)/.test
	PATH="$(ABSBIN):$$PATH" $(BIN)/python tools/generate.py --check

clean:
	rm -rf $(VENV) .bench build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
