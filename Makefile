# liftvision: make demo, make test
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
READERS := .readers
WORKERS ?= 2

CLIPS ?= sample_videos

.PHONY: readers notebooks train-back help demo docs film-pictures test lint format model bench bench-bar bench-plates bench-bodies bench-backs bench-findings bench-fronts bench-pairs bench-differences bench-real bench-real-bodies bench-real-backs bench-real-findings bench-real-fronts selfcheck samples clean

help:
	@echo "make demo [CLIP=path/to/clip.mp4] analyse a sample clip, or your own"
	@echo "make test                         run the tests"
	@echo "make readers                      programs that read what is exported, for the tests"
	@echo "make lint                         check style and types"
	@echo "make docs                         what in docs/ is made from code, and the site in build/site"
	@echo "make bench                        time and memory, against a plain loop"
	@echo "make bench-bar                    time and memory of following the bar alone"
	@echo "make bench-plates [CLIPS=folder]  the bar in rendered clips, against their truth"
	@echo "make bench-bodies [CLIPS=folder]  the body's angles in rendered clips, against their truth"
	@echo "make bench-backs [CLIPS=folder]   hips and lumbar spine in them, against their truth"
	@echo "make bench-fronts [CLIPS=folder]  the knees from the front and the rear, against their truth"
	@echo "make bench-pairs [CLIPS=folder]   two clips of one set laid over each other, against their truth"
	@echo "make bench-differences [CLIPS=folder]  differences between rendered clips, against the true ones"
	@echo "make bench-findings [CLIPS=folder] what is found in rendered clips, against their truth"
	@echo "make bench-real [SHEETS=folder]   bar tracks and labelled clips, against their labels"
	@echo "make bench-real-bodies            likewise: the fitted body on labelled clips"
	@echo "make bench-real-backs             likewise: hips and lumbar spine"
	@echo "make bench-real-fronts            likewise: the knees from the front and the rear"
	@echo "make bench-real-findings          likewise: what is found in labelled clips"
	@echo "make selfcheck                    the sample clips, against their truth"
	@echo "make train-back                   train the network that reads backs anew (half an hour and more)"
	@echo "make film-pictures                render the pictures of docs/film.md anew"
	@echo "make samples                      render the sample clips anew"
	@echo "make notebooks                    run the notebooks anew"
	@echo "make clean                        remove the environment and the caches"

CLIP ?= sample_videos/side-spine-dominant.mp4

demo: $(STAMP)
	$(BIN)/liftvision analyze "$(CLIP)"

test: $(STAMP) model
	$(BIN)/python -m pytest -n $(WORKERS) $(PYTEST_ARGS)

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Drawings, pages of metrics and of rules come from code and measured numbers; then the site.
docs: $(STAMP)
	$(BIN)/python -B docs/tools/make.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet
	@echo "build/site/index.html"

film-pictures: $(STAMP) model
	$(BIN)/python -B docs/tools/pictures.py

# Models that are here and whole are not fetched again.
model: $(STAMP)
	$(BIN)/python -c "from liftvision.pose.model_files import resolve; resolve('full')"
	$(BIN)/python -c "from liftvision.synthetic.body.data import body_data; body_data()"

bench: $(STAMP) model
	$(BIN)/python benchmarks/speed.py $(BENCH_ARGS)

bench-bar: $(STAMP) model
	$(BIN)/python benchmarks/bar_speed.py $(BENCH_ARGS)

bench-plates: $(STAMP) model
	$(BIN)/python benchmarks/plates.py $(CLIPS) $(BENCH_ARGS)

bench-bodies: $(STAMP) model
	$(BIN)/python benchmarks/bodies.py $(CLIPS) $(BENCH_ARGS)

# CLIPS: one folder or several.
bench-backs: $(STAMP) model
	$(BIN)/python benchmarks/backs.py $(CLIPS) $(BENCH_ARGS)

bench-fronts: $(STAMP) model
	$(BIN)/python benchmarks/fronts.py $(CLIPS) --aims $(BENCH_ARGS)

bench-pairs: $(STAMP) model
	$(BIN)/python benchmarks/pairs.py $(CLIPS) $(BENCH_ARGS)

# From nothing: silhouettes are rendered into build/pulls first, and kept there.
train-back: $(STAMP) model
	$(BIN)/python benchmarks/train_back.py $(TRAIN_ARGS)

# SHEETS: where to write frames of every clip with the bar drawn on them.
bench-real: $(STAMP) model
	$(BIN)/python benchmarks/bar_records.py
	$(BIN)/python benchmarks/real_clips.py $(BENCH_ARGS)
	$(BIN)/python benchmarks/real_plates.py $(if $(SHEETS),--sheets "$(SHEETS)") $(BENCH_ARGS)

# SHEETS: where to write frames of every clip with the body drawn on them.
bench-real-bodies: $(STAMP) model
	$(BIN)/python benchmarks/real_bodies.py $(if $(SHEETS),--sheets "$(SHEETS)") $(BENCH_ARGS)

bench-real-backs: $(STAMP) model
	$(BIN)/python benchmarks/real_backs.py $(BENCH_ARGS)

bench-real-fronts: $(STAMP) model
	$(BIN)/python benchmarks/real_fronts.py $(BENCH_ARGS)

bench-findings: $(STAMP) model
	$(BIN)/python benchmarks/findings.py $(CLIPS) --each $(BENCH_ARGS)

bench-differences: $(STAMP) model
	$(BIN)/python benchmarks/differences.py $(CLIPS) $(BENCH_ARGS)

bench-real-findings: $(STAMP) model
	$(BIN)/python benchmarks/real_findings.py $(BENCH_ARGS)

selfcheck: $(STAMP) model
	$(BIN)/liftvision selfcheck

notebooks: $(STAMP) model
	$(BIN)/python notebooks/run.py

samples: $(STAMP) model
	$(BIN)/python sample_videos/render.py

# The first Python from 3.11 on that is found makes the environment.
$(STAMP): pyproject.toml
	@python=""; \
	for name in $(PYTHON) python3 python3.13 python3.12 python3.11 python; do \
	    if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        python="$$name"; break; \
	    fi; \
	done; \
	if [ -z "$$python" ]; then \
	    echo "liftvision needs Python 3.11 or newer: install it, or name it with PYTHON=path." >&2; \
	    exit 1; \
	fi; \
	if ! "$(BIN)/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    "$$python" -m venv --clear $(VENV) || { \
	        echo "The environment could not be made: install Python's venv and pip." >&2; exit 1; }; \
	fi
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,docs,formats,opensim,synthetic]'
	@touch $@

# Programs that read what is exported, and cannot be installed beside liftvision: movement brings another
# OpenCV, and Pose2Sim pose models of its own, which its readers do not need.
readers: $(READERS)/.installed

$(READERS)/.installed: $(STAMP)
	$(BIN)/python -m venv --clear $(READERS)
	$(READERS)/bin/python -m pip install --quiet --disable-pip-version-check movement rtoml c3d anytree
	$(READERS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps pose2sim
	@touch $@

clean:
	rm -rf $(VENV) $(READERS) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
