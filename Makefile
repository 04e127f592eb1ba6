# Every developer command. `make` alone prints this list.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help

help: ## print this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/.ready ## make the environment (.venv) with everything in requirements/

$(VENV)/.ready: requirements/base.txt requirements/dev.txt pyproject.toml
	@sh scripts/setup.sh "$(PYTHON)" "$(VENV)"
	@touch $@

run: setup ## everything on this machine: database, demo city, pages, worker (PORT=8000)
	@exec $(BIN)/tumbuh run

test: setup ## all tests, cheap ones first, browser tests included
	@sh scripts/browser_tests.sh
	$(BIN)/python -m pytest tests/unit tests/spec tests/repo tests/integration -m "not spark" -n auto --maxprocesses 4 --dist load
	$(BIN)/python -m pytest tests/functional  # a process of its own: Playwright's loop would run beneath all tests after it

check: setup ## style, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	DATABASE_URL=postgresql://none/none $(BIN)/mypy
	$(BIN)/lint-imports

bench: setup ## measure speed and memory; results as JSON under benchmarks/results
	$(BIN)/python -m benchmarks

manual: setup ## write the generated pages of docs/reference anew
	$(BIN)/python -m docs.generate

lock: ## compile requirements/*.in to hashed files that name no index
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements/base.in -o requirements/base.txt
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements/dev.in -o requirements/dev.txt

messages: setup ## find the strings of the pages for the English catalogue, and compile it
	$(BIN)/python scripts/messages.py

assets: ## build the style sheet, htmx and the font that pages ship (needs node; the results are committed)
	npm ci --silent && npm run -s build

clean: ## remove the environment and all data of this machine's city
	rm -rf $(VENV) var node_modules

.PHONY: help setup run test check bench manual lock messages assets clean
