import os
from pathlib import Path

import pytest
from hypothesis import settings

from index.default_model import assemble
from index.embed import SentenceTransformerEmbedder, load_embedder

pytest.register_assert_rewrite("browsing", "command_line", "fakes")  # before a test imports them
# How long an example takes says something of what else the machine does.
settings.register_profile("any-machine", deadline=None)
settings.load_profile("any-machine")
if "PYTEST_XDIST_WORKER" in os.environ:
    # The workers share the processors; more threads than those would only wait for each other.
    os.environ.update(OMP_NUM_THREADS="1", NGOAIVU_THREADS="1")


@pytest.fixture(scope="session")
def model_folder() -> Path:
    """The default model, assembled once and kept between test runs."""
    kept = Path(__file__).parents[1] / "data" / "models"
    return assemble(Path(os.environ.get("NGOAIVU_MODELS", kept)) / "default")


@pytest.fixture(scope="session")
def embedder(model_folder: Path) -> SentenceTransformerEmbedder:
    return load_embedder(model_folder)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Bytes go by no content nor length: some hold the time, whose compressed form is now and
    then a byte longer, and parallel runs compare the names."""
    return "bytes" if isinstance(val, bytes) else None
