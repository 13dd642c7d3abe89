# make run   dựng môi trường ở lần đầu rồi mở trang trên máy này
# make test  cài những gì kiểm thử cần rồi chạy tất cả

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
# Also holds for pip's own build environments.
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: install run test check clean

install: .venv/.installed
	@$(BIN)/ngoaivu model

.venv/.installed: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Cần Python 3.11; hãy cài rồi chạy lại."; exit 1; }
	@echo "Đang cài các gói vào .venv (vài phút ở lần đầu)…"
	@$(PYTHON) -m venv .venv
	@# torch first and alone: left to the resolver it may pull a build for graphics cards.
	@$(BIN)/python -m pip install --quiet torch==$$(sed -n 's/^torch==//p' constraints.txt)
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/.installed-test: .venv/.installed
	@echo "Đang cài các gói cho kiểm thử…"
	@$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@

run: install
	@$(BIN)/ngoaivu serve --samples

# Programs that tests use and the product can do without.
PROGRAMS := chromium tesseract soffice
PACKAGES := chromium tesseract-ocr tesseract-ocr-vie fonts-liberation \
	libreoffice-writer-nogui libreoffice-calc-nogui

test: install .venv/.installed-test
	@(for program in $(PROGRAMS); do command -v $$program || exit 1; done) >/dev/null \
		|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq \
		&& DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			$(PACKAGES) >/dev/null; } \
		|| echo "Thiếu Chromium, tesseract hoặc LibreOffice: kiểm thử cần đến sẽ được bỏ qua."
	@$(MAKE) --no-print-directory check

check:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
