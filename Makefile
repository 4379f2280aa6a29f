# Every target sets up what it needs by itself; see tools/setup.py.
PYTHON ?= python3
VENV := .venv/bin/python
export PORT ?= 8000

.PHONY: run test check rehearse reset lock shots translate docs

run: ## The portal with its worker on http://127.0.0.1:$(PORT)
	@$(PYTHON) tools/setup.py run
	@exec $(VENV) manage.py portal

test: ## Everything, on SQLite and on PostgreSQL, with real browsers
	@$(PYTHON) tools/setup.py test
	@$(VENV) tools/test.py

check: ## Style, types, settings, migrations
	@$(PYTHON) tools/setup.py check
	@$(VENV) tools/check.py

rehearse: ## A backup, restored into an empty PostgreSQL and compared
	@$(PYTHON) tools/setup.py test
	@$(VENV) tools/rehearse.py

shots: ## A picture of every page in every role, under var/shots
	@$(PYTHON) tools/setup.py test
	@$(VENV) tools/shots.py

translate: ## Collect the texts of the sources into locale/fi
	@$(PYTHON) tools/setup.py check
	@$(VENV) tools/translate.py

docs: ## The pages of docs/ that are made from the code
	@$(PYTHON) tools/setup.py check
	@$(VENV) manage.py write_docs

lock: ## requirements*.txt from requirements*.in
	@$(PYTHON) tools/setup.py check
	@$(VENV) tools/lock.py

reset: ## Throw the development data away; the next `make run` makes it anew
	@test -z "$$VAR_DIR" || { echo "VAR_DIR is set: remove $$VAR_DIR yourself." >&2; exit 2; }
	@rm -rf var
