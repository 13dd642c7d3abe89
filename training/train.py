"""Trains the reader: `python -m training.train --data ../shared/train --out data/training/run`.

Stop it whenever you like, by any signal; the same command goes on from the last checkpoint. The
rate stays constant until `--decay-from WEIGHTS --decay-steps N` branches off a last stretch, which
turns to Vietnamese; from a checkpoint, or from what ships (`index/reader_weights`).
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from filelock import FileLock, Timeout

from index.windows import Cutter
from training.batches import Rounds
from training.data import LAST, TRAIN, read_training
from training.export import begun_with
from training.held_out import quick_trials
from training.mine import negatives
from training.run import Run
from training.state import Settings, State, checkpoint, checkpoints, load, save

BEST = "best.pt"
_LOG = "log.jsonl"


class Log:
    """Every event as a line of JSON in the run's folder, and as a readable one on the screen."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _LOG

    def write(self, event: str, state: State, **facts: Any) -> None:
        line = {
            "event": event,
            "time": time.strftime("%Y-%m-%dT%H:%M:%S"),
            "step": state.step,
            "place": state.place,
            "tokens": state.tokens,
            "seconds": round(state.seconds, 1),
            **facts,
        }
        with self._file.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line) + "\n")
        shown = " ".join(f"{name} {_short(value)}" for name, value in facts.items())
        print(f"{line['time'][11:]} {event:8} step {state.step:6} {shown}", flush=True)


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + " ".join(f"{name} {_short(one)}" for name, one in value.items()) + "}"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


class Means:
    """Means of the losses, and tokens a second, since it was last asked."""

    def __init__(self, state: State) -> None:
        self._losses: list[dict[str, float]] = []
        self._since = (state.tokens, state.seconds)

    def add(self, losses: dict[str, float]) -> None:
        self._losses.append(losses)

    def take(self, state: State) -> dict[str, float]:
        tokens, seconds = state.tokens - self._since[0], state.seconds - self._since[1]
        losses, self._losses = self._losses, []
        self._since = (state.tokens, state.seconds)
        means = {name: sum(one[name] for one in losses) / len(losses) for name in losses[0]}
        return {"speed": tokens / seconds, **means}


def train(options: argparse.Namespace, start: State | Settings) -> None:
    """Until it is told to stop, a decay ends, or `options.steps` are done."""
    settings = start.settings if isinstance(start, State) else start
    cutter = Cutter(options.model)
    mix = LAST if isinstance(start, State) and start.decay_from is not None else TRAIN
    collection = read_training(options.data, mix)
    mined = negatives(collection, cutter, options.model, options.out.parent, dense=settings.dense)
    rounds = Rounds(collection, mined, cutter, settings.seed, mix)
    trials = quick_trials(options.data, options.evaluation, cutter)
    run = Run(start, options.model, rounds, options.workers)
    state, log, means = run.state, Log(options.out), Means(run.state)
    log.write("start", state, questions=rounds.length, workers=options.workers)
    stopping = _on_signal()
    saved = time.monotonic()
    while not state.finished and not stopping and state.step < options.steps:
        means.add(run.step())
        if state.step % options.log_every == 0:
            log.write(
                "train",
                state,
                round=state.place / rounds.length,
                rate=state.rate(),
                **means.take(state),
            )
        evaluate = state.step % options.evaluate_every == 0 or state.finished
        if evaluate:
            figures = run.evaluate(cutter, trials)
            log.write("evaluate", state, **figures)
            _keep_best(run, figures, options.out)
        if evaluate or time.monotonic() - saved > options.save_every:
            checkpoint(run.snapshot(), options.out)
            saved = time.monotonic()
    log.write("stop", state, file=str(checkpoint(run.snapshot(), options.out)))


def _keep_best(run: Run, figures: dict[str, dict[str, float]], folder: Path) -> None:
    """Best is what reads and ranks best on Vietnamese development data, both counting alike."""
    xquad = figures["xquad-vi"]
    goal = xquad["f1"] + xquad["sentence"] + 2 * xquad["auroc_answers"]
    if goal > run.state.best:
        run.state.best = goal
        save(run.snapshot(), folder / BEST)


def _on_signal() -> list[int]:
    """A list that a signal to end fills: the step under way is finished and saved first."""
    received: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _frame: received.append(got))
    return received


def _start(options: argparse.Namespace) -> State | Settings:
    """The run's last checkpoint, or a branch of another run, or a new run."""
    kept = checkpoints(options.out)
    if kept:
        return load(kept[-1])
    if options.decay_from:
        state = begun_with(options.decay_from, options.model)
        return replace(state, decay_from=state.step, decay_steps=options.decay_steps, best=0.0)
    return Settings(
        layers=tuple(map(int, options.layers.split(","))) if options.layers else None,
        frozen=options.frozen,
        seed=options.seed,
        groups=options.groups,
        portion=options.portion,
        dense=options.dense,
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=Path("data/models/default"))
    parser.add_argument("--evaluation", type=Path, help="folder of XQuAD; default: ../eval of data")
    new = parser.add_argument_group("a new run; one that goes on keeps what it began with")
    new.add_argument("--layers", help="layers of the model to use, as 0,1,2,3,8,11")
    new.add_argument("--frozen", type=int, default=Settings.frozen, help="how many of these")
    new.add_argument("--seed", type=int, default=Settings.seed)
    new.add_argument("--groups", type=int, default=Settings.groups, help="questions a step")
    new.add_argument("--portion", type=int, default=Settings.portion, help="tokens at once")
    new.add_argument("--dense", action="store_true", help="mine negatives by e5 vectors too")
    new.add_argument("--decay-from", type=Path, help="a checkpoint to end the training from")
    new.add_argument("--decay-steps", type=int, default=800)
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--steps", type=int, default=10**9, help="stop at this step")
    parser.add_argument("--evaluate-every", type=int, default=400, help="steps")
    parser.add_argument("--log-every", type=int, default=10, help="steps")
    parser.add_argument("--save-every", type=int, default=300, help="seconds")
    options = parser.parse_args()
    options.evaluation = options.evaluation or options.data.parent / "eval"
    return options


def main() -> None:
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)  # see training/workers.py
    # Every length of text makes matrix products of its own; at the usual 1,024 of them oneDNN
    # builds a tenth of its time anew, at 16,384 they fill 16 GB.
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "3000")
    try:
        with FileLock(options.out / "lock", timeout=0):
            train(options, _start(options))
    except Timeout:
        sys.exit(f"{options.out} đang được một tiến trình huấn luyện khác dùng.")


if __name__ == "__main__":
    main()
