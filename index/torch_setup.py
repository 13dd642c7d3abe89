"""How torch is made ready, in one place, before any model is loaded."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from index.default_model import ModelError


@contextmanager
def loading(model_folder: Path, threads: int | None) -> Iterator[None]:
    """What goes wrong with the model's files within is raised as ModelError. `threads` sets
    torch's thread count for the whole process; None leaves it."""
    os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", TOKENIZERS_PARALLELISM="false")
    # torch's threads otherwise spin while they wait for each other: where other programs take a
    # core, a question takes four times as long (519 ms against 131 beside one busy neighbour).
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    # numpy's threads do the same after each small product, and take torch its cores: searches
    # take two thirds of the time without them. Before torch comes, which has its own.
    threadpool_limits(1, user_api="blas")
    import torch
    from safetensors import SafetensorError

    if threads is not None:
        torch.set_num_threads(threads)
    try:
        yield
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise ModelError("model_unreadable", model_folder, str(error)) from error
