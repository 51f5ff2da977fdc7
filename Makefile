# What people do with this repository. `make` alone lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
export PATH := $(HOME)/.local/bin:$(PATH)
# Modules are compiled once and kept, also where the environment says otherwise: half of the time of a command.
unexport PYTHONDONTWRITEBYTECODE
ARGS ?=
# One more than there are cores: tests wait for the database a good part of their time. Tests of a file stay together, for the
# worlds that they share, and begin in the order that conftest.py gives them.
WORKERS ?= $(shell echo $$(( $$(nproc 2>/dev/null || echo 2) + 1 )))
# Journeys at a time, each at a county of its own: a product and a browser keep a core busy.
COUNTIES ?= 2

.PHONY: help setup run test journeys check fix bench catalogue

help: ## Show what can be done
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: ## Install everything from the lock file (uv too, where it is missing)
	@command -v uv >/dev/null || python3 -m pip install --user --quiet uv 2>/dev/null || python3 -m pip install --user --quiet --break-system-packages uv
	uv sync --frozen --quiet

run: setup ## Run the product with its demo county (ARGS="--port 9000" and the like)
	uv run --frozen liangxin up $(ARGS)

test: setup ## All tests but the browser journeys (ARGS="-k text" and the like)
	uv run --frozen pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not journey" $(ARGS)

journeys: setup ## The browser journeys, in headless Chromium
	uv run --frozen pytest -n $(COUNTIES) --dist loadfile --no-loadscope-reorder -m journey tests/journeys $(ARGS)

# A folder of its own, so that nobody's data is touched.
check: export LIANGXIN_DATA := $(shell mktemp -u -d)/data
check: setup ## Everything that CI checks besides the tests
	uv run --frozen ruff format --check
	uv run --frozen ruff check
	git ls-files 'src/**/templates/**/*.html' | xargs -r uv run --frozen djade --check --target-version 5.2
	uv run --frozen mypy
	uv run --frozen lint-imports
	uv run --frozen liangxin manage makemigrations --check --dry-run
	LIANGXIN_TLS=1 uv run --frozen liangxin manage check --deploy --fail-level WARNING

fix: setup ## Repair what the checks can repair
	uv run --frozen ruff check --fix
	uv run --frozen ruff format
	git ls-files 'src/**/templates/**/*.html' | xargs -r uv run --frozen djade --target-version 5.2

bench: setup ## Measure; prints figures and their ratio to the limit
	uv run --frozen python -m benchmarks.reader
	uv run --frozen python -m benchmarks.sheets
	uv run --frozen python -m benchmarks.invoices
	uv run --frozen python -m benchmarks.progress
	uv run --frozen python -m benchmarks.registers
	uv run --frozen python -m benchmarks.funds
	uv run --frozen python -m benchmarks.queue
	uv run --frozen python -m benchmarks.city
	uv run --frozen python -m benchmarks.funds
	uv run --frozen --group bench python -m benchmarks.rulebook

catalogue: setup ## Bring the English catalogue up to date and compile it
	uv run --frozen python -m liangxin.foundation.ui.catalogue
