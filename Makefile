# The commands of the BTI portal. `make` alone lists them.
# Needs Python 3.11 or newer; Node.js 18 or newer is installed as a Python package if missing.
.POSIX:
PY = .venv/bin/python
BIN = .venv/bin

.PHONY: search-quality help demo test check lint format types messages catalogues assets browser standards \
	production-shape bench-catalogue lock clean ready

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' Makefile

demo: ## Show two invented municipalities on 127.0.0.1:8000 (another port: BTI_PORT=8080 make demo)
	@deploy/prepare runtime
	@deploy/prepare assets
	@deploy/prepare catalogues
	@deploy/demo

test: ready ## Run the tests that need no server (SQLite), one process for each core
	$(PY) -m pytest -n auto --dist loadgroup $(ARGS)

check: ready ## Do everything that CI does
	@deploy/check

lint: ready ## Check style, imports between packages, templates and that no migration is missing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo --no-cache
	$(BIN)/djlint --lint --quiet templates
	$(PY) manage.py makemigrations --check --dry-run

format: ready ## Format the Python code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: ready ## Check the types of the pure modules, strictly
	$(BIN)/mypy

messages: ready ## Bring the nb and nn catalogues in line with the code
	$(PY) manage.py update_catalogues
	$(PY) manage.py update_installed_catalogues
	$(PY) manage.py compile_catalogues

catalogues: ## Compile the catalogues (needs no GNU gettext)
	@deploy/prepare runtime
	@deploy/prepare catalogues

assets: ## Build the styles
	@deploy/prepare assets

browser: ready ## Run the tests that need Chromium
	$(PY) -m pytest -m browser $(ARGS)

standards: ready ## Run the comparisons with published standards
	$(PY) -m pytest -m standards $(ARGS)

search-quality: ready ## Measure the search against judged queries (on the demo)
	BTI_DATA_DIR=var/search-quality $(PY) manage.py migrate -v0
	BTI_DATA_DIR=var/search-quality BTI_DEMO_PASSWORD=measured-not-logged-in $(PY) manage.py load_demo >/dev/null
	BTI_DATA_DIR=var/search-quality $(PY) manage.py rebuild_search
	BTI_DATA_DIR=var/search-quality $(PY) manage.py search_quality $(ARGS)

production-shape: ready ## Start what production starts (gunicorn, nginx, PostgreSQL, Redis) and ask it
	$(PY) deploy/production-shape

bench-catalogue: ready ## Measure the list of services at 200, 2,000 and 50,000 rows on both databases
	$(PY) deploy/bench-catalogue $(ARGS)

lock: ready ## Compile requirements/*.txt from pyproject.toml
	deploy/lock $(ARGS)

clean: ## Remove the environments and all that is built (the demo's data stays: it is in var/)
	rm -rf .venv .venv-django61 .venv-node node_modules static/built
	find locale -name '*.mo' -exec rm {} +

ready:
	@deploy/prepare dev
	@deploy/prepare assets
	@deploy/prepare catalogues
