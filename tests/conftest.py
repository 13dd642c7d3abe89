import os
from pathlib import Path

import pytest
from hypothesis import settings

from index.default_model import assemble
from index.embed import Embedder, load_embedder

pytest.register_assert_rewrite("browsing", "command_line", "fakes")  # before a test imports them
# How long an example takes says something of what else the machine does.
settings.register_profile("any-machine", deadline=None)
settings.load_profile("any-machine")
if "PYTEST_XDIST_WORKER" in os.environ:
    # The workers share the processors; more threads than those would only wait for each other.
    os.environ.update(OMP_NUM_THREADS="1", NGOAIVU_THREADS="1")


# The files that take longest go first, or one worker is still busy when the others have ended.
_LONG = (
    "test_cli.py",
    "test_attacks_page.py",
    "test_corpus_answers.py",
    "test_crash.py",
    "test_offline.py",
    "test_attacks.py",
    "test_evaluate_page.py",
    "test_onboarding_page.py",
    "test_threads_page.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(
        key=lambda item: _LONG.index(name) if (name := item.path.name) in _LONG else len(_LONG)
    )


@pytest.fixture(scope="session")
def model_folder() -> Path:
    """The default model, assembled once and kept between test runs."""
    kept = Path(__file__).parents[1] / "data" / "models"
    return assemble(Path(os.environ.get("NGOAIVU_MODELS", kept)) / "default")


@pytest.fixture(scope="session")
def embedder(model_folder: Path) -> Embedder:
    return load_embedder(model_folder)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Bytes go by no content nor length: some hold the time, whose compressed form is now and
    then a byte longer, and parallel runs compare the names."""
    return "bytes" if isinstance(val, bytes) else None
