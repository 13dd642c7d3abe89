"""`ngoaivu evaluate`: how well gold questions are found and answered, and two runs compared."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import settings
from assistant.gold import GoldError
from ui import cli_text, evaluate_text
from ui.client import Store
from ui.terminal import DONE, USAGE, opened_store, print_json, say, warn
from ui.wire import Json

if TYPE_CHECKING:
    from assistant.gold import GoldQuestion

Command = Callable[[str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]
_PAUSE = 0.2  # seconds between two looks at a run in the background


def _evaluate(options: argparse.Namespace) -> int:
    try:
        return _perform(options)
    except GoldError as error:
        if options.debug:
            raise
        warn(f"ngoaivu: {evaluate_text.problem(error)}")
        return USAGE


def _perform(options: argparse.Namespace) -> int:
    # What is wrong with the files shows before the store is opened.
    questions, unknown = _read_questions(options)
    earlier = _read_run(options.against) if _is_file(options.against) else None
    with opened_store() as store:
        if options.runs:
            return _list(store, options.json)
        if options.against is not None and earlier is None:
            earlier = store.evaluation(int(options.against))
        if options.kept is not None:
            run = store.evaluation(options.kept)
        else:
            run = _measure(store, options, questions)
    _show(run, earlier, unknown, options.json)
    return DONE


def _read_questions(
    options: argparse.Namespace,
) -> tuple[tuple[GoldQuestion, ...] | None, tuple[str, ...]]:
    """The questions of the file named and the keys in it that mean nothing; None for the
    office's own."""
    from assistant import gold

    if options.runs or options.kept is not None:
        return None, ()
    path = _samples() if options.samples else options.questions
    if path is None:
        return None, ()
    found = gold.read(path)
    return found.questions, found.unknown


def _samples() -> Path:
    path = settings.load().sample_questions
    if path is None or not path.exists():
        raise GoldError("no_samples")
    return path


def _list(store: Store, as_json: bool) -> int:
    kept = store.evaluations()
    if as_json:
        print_json(kept)
    else:
        say(evaluate_text.kept_lines(kept))
    return DONE


# Measuring -------------------------------------------------------------------------------------


def _measure(
    store: Store, options: argparse.Namespace, questions: Sequence[GoldQuestion] | None
) -> Json:
    answers = options.answers == "on"
    shown = sys.stderr.isatty() and not options.json
    if questions is not None:
        return _measure_each(store, questions, answers, shown)
    if store.gold():
        return _measure_office(store, answers, shown)
    questions = _samples_in_store(store)
    warn(evaluate_text.SAMPLES_USED)
    return _measure_each(store, questions, answers, shown)


def _samples_in_store(store: Store) -> tuple[GoldQuestion, ...]:
    """The sample questions, where there are sample documents to ask. Raises GoldError."""
    from assistant import gold
    from assistant.evaluate import missing_sources

    path = settings.load().sample_questions
    questions = gold.read(path).questions if path is not None and path.exists() else ()
    named = {source for question in questions for source in question.sources}
    if len(missing_sources(questions, _names(store))) == len(named):
        raise GoldError("no_gold")
    return questions


def _names(store: Store) -> dict[str, list[tuple[str, ...]]]:
    from assistant.examine import names_of

    return names_of(
        [(record["document_id"], record["file"]) for record in store.documents()],
        [(file["document_id"], file["source"]) for file in store.files()],
    )


def _measure_each(
    store: Store, questions: Sequence[GoldQuestion], answers: bool, shown: bool
) -> Json:
    """Asks one question after another, so that a long run needs no long request."""
    from assistant.evaluate import Observation, judge, missing_sources
    from assistant.examine import run_json

    names, subject = _names(store), store.subject(answers)
    results = []
    with _progress(shown) as tell:
        for done, question in enumerate(questions):
            tell(done, len(questions))
            seen = Observation.from_json(store.observe(question.turns, answers))
            results.append(judge(question, seen, names))
    run = run_json(results, missing_sources(questions, names), subject)
    return evaluate_text.worded(json.loads(json.dumps(run)))


def _measure_office(store: Store, answers: bool, shown: bool) -> Json:
    """Has the store run its own questions, and keep the run."""
    number = store.begin_evaluation(answers)["number"]
    with _progress(shown) as tell:
        try:
            while (state := store.evaluation_state())["number"] == number and state["running"]:
                tell(state["done"], state["total"])
                time.sleep(_PAUSE)
        except KeyboardInterrupt:
            store.cancel_evaluation()
            raise
    if state["number"] == number and (state["failed"] or state["cancelled"]):
        raise GoldError("broke" if state["failed"] else "stopped")
    return store.evaluation(number)


@contextmanager
def _progress(shown: bool) -> Iterator[Callable[[int, int], None]]:
    """One line on the terminal that is written over, and wiped away at the end."""
    begin = time.monotonic()

    def tell(done: int, total: int) -> None:
        if shown:
            line = evaluate_text.progress(done, total, time.monotonic() - begin)
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        if shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


# An earlier run, and showing -------------------------------------------------------------------


def _is_file(against: str | None) -> bool:
    return against is not None and (not against.isdecimal() or Path(against).is_file())


def _read_run(path: str) -> Json:
    """What `--json` printed. Raises GoldError."""
    from assistant.examine import results_of

    try:
        run: Json = json.loads(Path(path).read_bytes())
        results_of(run)
    except (OSError, ValueError, GoldError) as error:
        raise GoldError("not_run", path=path) from error
    return run


def _show(run: Json, earlier: Json | None, unknown: Sequence[str], as_json: bool) -> None:
    from assistant.examine import results_of
    from assistant.scores import compare, flat

    compared = None if earlier is None else compare(results_of(earlier), results_of(run))
    if unknown:
        warn(evaluate_text.unknown_keys(unknown))
    if run["missing_sources"]:
        warn(evaluate_text.missing_sources(run["missing_sources"]))
    if as_json:
        more = {} if compared is None else {"comparison": compared}
        print_json({**run, "unknown_keys": list(unknown), **more})
        return
    say(evaluate_text.run_lines(run, flat(run)))
    if compared is not None:
        say("\n" + evaluate_text.compare_lines(compared))


# The parser ------------------------------------------------------------------------------------


def add_command(command: Command) -> None:
    """Adds `evaluate`; `command` makes one of a name."""
    words = evaluate_text.CLI
    evaluate = command("evaluate", _evaluate)
    what = evaluate.add_mutually_exclusive_group()
    what.add_argument(
        "questions", nargs="?", type=Path, metavar=words["questions"], help=words["questions_help"]
    )
    what.add_argument("--samples", action="store_true", help=words["samples"])
    what.add_argument("--run", dest="kept", type=int, metavar=words["run"], help=words["show"])
    what.add_argument("--runs", action="store_true", help=words["runs"])
    evaluate.add_argument(
        "--answers", choices=("on", "off"), default="on", metavar="on|off", help=words["answers"]
    )
    evaluate.add_argument("--against", metavar=words["run"], help=words["against"])
    evaluate.add_argument("--json", action="store_true", help=cli_text.CLI["json"])
