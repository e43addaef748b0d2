# Two commands for a newcomer: `make demo` and `make test`. Each installs what it needs.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
DEMO_VENV := build/demo-venv
# Tests run against the wheel as a user would install it, in an environment of their own.
WHEEL_VENV := build/venv
# The checkout less the package, so that no test can import the source tree by accident.
WITHOUT_SOURCE := build/without-source
PYTEST_ARGS ?=
PLAIN := not browser and not corpus and not chaos and not recipes

.DEFAULT_GOAL := help
.PHONY: help demo port-is-free site serve test quick coverage search lint format bench chaos long wheel browsers clean

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: port-is-free site serve ## build the example site with both hosts and serve it on port 8000

port-is-free: # said before anything is installed or built
	@.ci/port-is-free $(PYTHON) $(PORT)

serve:
	@echo
	@echo "Open http://127.0.0.1:$(PORT)/ and press play. (Ctrl+C ends.)"
	@$(DEMO_VENV)/bin/python -m http.server $(PORT) --bind 127.0.0.1 --directory build/demo

# The local voice speaks, key or not: a demo pays for nothing.
site: $(DEMO_VENV)/ready ## build the example site with both hosts, into build/demo
	@echo "Building the example site with MkDocs and with Sphinx, spoken by the local voice …"
	AISHA_API_KEY= NO_MKDOCS_2_WARNING=1 $(DEMO_VENV)/bin/mkdocs build -f example_site/mkdocs.yml -d $(CURDIR)/build/demo/mkdocs
	AISHA_API_KEY= $(DEMO_VENV)/bin/sphinx-build -q -b html -d build/demo-doctrees example_site build/demo/sphinx
	@cp example_site/demo.html build/demo/index.html

test: $(WHEEL_VENV)/ready browsers wheel ## run every test, against the wheel
	$(WHEEL_VENV)/bin/pip install --quiet --no-deps --force-reinstall dist/*.whl
	rm -rf $(WITHOUT_SOURCE) && mkdir -p $(WITHOUT_SOURCE)
	git ls-files -co --exclude-standard | grep -vE '^(aisha_docs_audio|mkdocs_plugin|sphinx_ext)/' \
	  | tar -cf - -T - | tar -xf - -C $(WITHOUT_SOURCE)
	cd $(WITHOUT_SOURCE) && TMPDIR=$$($(CURDIR)/.ci/scratch) AISHA_SOURCE_TREE=$(CURDIR) \
	  PYTHONDONTWRITEBYTECODE= PATH=$(CURDIR)/$(WHEEL_VENV)/bin:$$PATH pytest $(PYTEST_ARGS)

quick: $(VENV)/ready ## run the tests of two minutes, on the source tree
	TMPDIR=$$(.ci/scratch) PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -m "$(PLAIN) and not builds" $(PYTEST_ARGS)

coverage: $(VENV)/ready ## print what the tests without a browser run of the code
	TMPDIR=$$(.ci/scratch) $(BIN)/pytest -m "$(PLAIN)" --cov=aisha_docs_audio --cov-report=term:skip-covered $(PYTEST_ARGS)

# On the source tree: of an installed package Hypothesis does not take the constants into examples.
search: $(VENV)/ready ## look for new examples that break a property: by chance, ten times as many
	$(BIN)/pytest -m "hypothesis and not browser" --hypothesis-profile=search $(PYTEST_ARGS)

lint: $(VENV)/ready node_modules/ready ## ruff, mypy, import contracts; eslint, tsc and unit tests of the player's script
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	npx --no-install eslint --max-warnings 0 .
	npx --no-install tsc --project .
	node --test tests/player/unit/

format: $(VENV)/ready ## let ruff put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/ready ## print every figure the documentation claims
	@began=$$(date +%s); for script in bench/*.py; do \
	  case $$script in bench/chaos*) continue;; esac; \
	  since=$$(date +%s); echo "== $$script"; $(BIN)/python $$script || exit 1; \
	  echo "== $$(($$(date +%s) - since)) s, $$(($$(date +%s) - began)) s in all"; done

chaos: $(VENV)/ready ## the long form of what CI runs in short: kills, faults, damage (an hour or two)
	@for script in bench/chaos*.py; do echo "== $$script"; $(BIN)/python $$script --long || exit 1; done

long: ## the long forms of what `make test` runs in short: all corpora, new examples, chaos, memory (takes hours)
	AISHA_CORPUS=full AISHA_FRESH_BUILDS=1 $(MAKE) test
	$(MAKE) search
	$(MAKE) chaos
	$(BIN)/python bench/memory.py 2000 2000/200

wheel: $(WHEEL_VENV)/ready
	rm -rf dist build/lib build/bdist.*
	$(WHEEL_VENV)/bin/python -m build --quiet --wheel

browsers: $(WHEEL_VENV)/ready
	@.ci/install-browsers $(WHEEL_VENV)/bin/python

node_modules/ready: package.json
	@.ci/install-node
	npm install --no-audit --no-fund --ignore-scripts --loglevel=error
	@touch $@

$(VENV)/ready: pyproject.toml
	.ci/make-venv $(PYTHON) $(VENV)
	$(BIN)/pip install --quiet --no-compile --editable ".[mkdocs,sphinx,local,emulator,store]" --group demo --group test --group lint
	@touch $@

# Hosts and themes, without the tools of tests and lint: a newcomer waits for what is heard alone.
$(DEMO_VENV)/ready: pyproject.toml
	@echo "Installing what the demo needs, into $(DEMO_VENV) …"
	@.ci/make-venv $(PYTHON) $(DEMO_VENV)
	@PYTHONWARNINGS=ignore::UserWarning $(DEMO_VENV)/bin/pip install --quiet --editable ".[mkdocs,sphinx,local]" --group demo
	@touch $@

$(WHEEL_VENV)/ready: pyproject.toml
	.ci/make-venv $(PYTHON) $(WHEEL_VENV)
	$(WHEEL_VENV)/bin/pip install --quiet ".[mkdocs,sphinx,local,emulator,store]" --group demo --group test
	@touch $@

clean: ## remove what was built, but never the cache of paid sound
	rm -rf build dist node_modules .venv *.egg-info
