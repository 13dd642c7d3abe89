"""The commands of the librarian: taking in, synchronising, and the documents themselves."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui import cli_text, intake_text, terminal_text, text
from ui.client import Refused, Store
from ui.terminal import DONE, FAILED, opened_store, print_json, say, warn
from ui.wire import Json

if TYPE_CHECKING:
    from assistant.sync import Pace

Command = Callable[[str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]


class _Progress:
    """Prints what became of each file as it comes, how far the run is, and the sum of it."""

    def __init__(self, as_json: bool) -> None:
        self._json = as_json
        self._counts: Counter[str] = Counter()
        self._pace: Pace | None = None

    def show(self, reports: list[Json], pace: Pace) -> None:
        self._pace = pace
        for report in reports:
            self._counts[report["status"]] += 1
            if self._json:
                say(json.dumps(report, ensure_ascii=False))
            else:
                say(intake_text.report_line(report))
        if not self._json and pace.all_files > 1:
            line = f"  {intake_text.pace_line(pace)}"
            # On a terminal the line is overwritten by the next file's.
            end = "\r" if sys.stderr.isatty() else "\n"
            if sys.stderr.isatty() or pace.files % 25 == 0:
                print(line, end=end, file=sys.stderr, flush=True)

    def end(self) -> int:
        """Prints the sum; the exit code."""
        if not self._json and self._pace is not None and self._pace.all_files > 1:
            say(intake_text.summary(self._counts, self._pace.seconds))
        return FAILED if self._counts["failed"] else DONE


def _ingest(options: argparse.Namespace) -> int:
    from assistant.intake import files_in
    from ui.intake import ingest

    progress = _Progress(options.json)
    with opened_store() as store:
        paths = files_in(options.paths)
        folder = ", ".join(map(str, options.paths))
        ingest(store, paths, options.label, options.group, progress.show, folder=folder)
    return progress.end()


def _sync(options: argparse.Namespace) -> int:
    with opened_store() as store:
        code = _sync_once(store, options)
        if options.watch:
            say(intake_text.WATCHING.format(folder=options.folder, seconds=options.every))
        while options.watch:
            time.sleep(options.every)
            code = _sync_once(store, options, quiet=True)
        return code


def _sync_once(store: Store, options: argparse.Namespace, quiet: bool = False) -> int:
    from assistant.sync import SyncError
    from ui.intake import compare, perform

    try:
        planned = compare(store, options.folder, allow_removals=options.allow_removals)
    except SyncError as error:
        if not quiet:
            raise
        # Watched, a share that drops out comes back.
        warn(intake_text.sync_problem(error))
        return FAILED
    if quiet and planned.empty:
        return DONE
    if options.json and options.plan:
        print_json(_plan_json(planned))
    elif not options.json:
        say(intake_text.plan_lines(planned))
    if options.plan:
        return DONE
    if planned.empty:
        if not options.json:
            say(intake_text.SYNCED)
        return DONE
    progress = _Progress(options.json)
    perform(store, planned, options.label, options.group, progress.show)
    return progress.end()


def _plan_json(planned: Any) -> Json:
    return {
        "folder": str(planned.folder),
        "added": list(planned.added),
        "changed": list(planned.changed),
        "renamed": [list(pair) for pair in planned.renamed],
        "removed": list(planned.removed),
        "unchanged": planned.unchanged,
        "kept_out": list(planned.kept_out),
        "waiting": list(planned.waiting),
    }


def _listing(read: Callable[[Store], Any], lines: Callable[[Any], str]) -> Any:
    """A command that prints what the store says."""

    def run(options: argparse.Namespace) -> int:
        with opened_store() as store:
            found = read(store)
        if options.json:
            print_json(found)
        else:
            say(lines(found))
        return DONE

    return run


def _show(options: argparse.Namespace) -> int:
    with opened_store() as store:
        if options.text:
            sys.stdout.write(store.text(options.id))
            return DONE
        known = store.details(options.id)
    if options.json:
        print_json(known)
    else:
        say(intake_text.detail_lines(known))
    return DONE


def _delete(options: argparse.Namespace) -> int:
    with opened_store() as store:
        store.delete(options.id)
    say(cli_text.DELETED)
    return DONE


def _edit(options: argparse.Namespace) -> int:
    changes = dict(_change(given) for given in options.changes)
    if options.label:
        changes["label"] = options.label
    if options.group is not None:
        changes["groups"] = options.group
    with opened_store() as store:
        known = store.edit(options.id, changes)
    if options.json:
        print_json(known)
    else:
        say(intake_text.EDITED)
    return DONE


def _change(given: str) -> tuple[str, Any]:
    """«signer=Nguyễn Văn A» as a field and its value. Raises Refused."""
    from index.records import EDITABLE

    name, sign, value = given.partition("=")
    problem = intake_text.BAD_EDIT.format(given=given, fields=", ".join(EDITABLE))
    if not sign or name not in EDITABLE:
        raise Refused(problem)
    if value == "?":
        return name, None
    if name == "recipients":
        return name, [part.strip() for part in value.split(";") if part.strip()]
    if name == "date" and value:
        try:
            return name, date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise Refused(problem) from error
    return name, value.strip()


def _page(options: argparse.Namespace) -> int:
    with opened_store() as store:
        if options.correction is not None:
            words = options.correction.read_text(encoding="utf-8")
            store.correct(options.id, options.page, words)
            say(intake_text.CORRECTED.format(page=options.page))
            return DONE
        known = store.page(options.id, options.page)
    if options.json:
        print_json(known)
    else:
        say(known["text"])
    return DONE


def _runs(options: argparse.Namespace) -> int:
    with opened_store() as store:
        found = store.runs() if options.run_id is None else store.run_files(options.run_id)
    if options.json:
        print_json(found)
    elif options.run_id is None:
        say(intake_text.run_lines(found))
    else:
        say("\n".join(map(intake_text.report_line, found)) or intake_text.NO_FILES)
    return DONE


# The parser ------------------------------------------------------------------------------------


def add_commands(command: Command) -> None:
    """Adds `ingest`, `sync`, `documents` and `runs`; `command` makes one of a name."""
    ingest = command("ingest", _ingest)
    ingest.add_argument("paths", nargs="+", type=Path, metavar=cli_text.CLI["path"])
    sync = command("sync", _sync)
    sync.add_argument("folder", type=Path, metavar=cli_text.CLI["folder"])
    sync.add_argument("--plan", action="store_true", help=cli_text.CLI["plan"])
    sync.add_argument("--watch", action="store_true", help=cli_text.CLI["watch"])
    sync.add_argument(
        "--every",
        type=_seconds,
        default=60,
        metavar=cli_text.CLI["number"],
        help=cli_text.CLI["every"],
    )
    sync.add_argument("--allow-removals", action="store_true", help=cli_text.CLI["allow_removals"])
    for taking in (ingest, sync):
        _add_access(taking)
    documents = command(
        "documents", _listing(lambda store: store.documents(), terminal_text.record_lines)
    )
    _add_actions(documents)
    runs = command("runs", _runs)
    runs.add_argument("run_id", nargs="?", type=int, metavar=cli_text.CLI["number"])
    for printing in (ingest, sync, documents, runs):
        printing.add_argument("--json", action="store_true", help=cli_text.CLI["json"])


def _add_access(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--label", choices=list(text.LABELS), metavar=cli_text.CLI["label"],
        help=cli_text.CLI["label_help"],
    )  # fmt: skip
    parser.add_argument(
        "--group", action="append", metavar=cli_text.CLI["group"], help=cli_text.CLI["group_help"]
    )


def _add_actions(documents: argparse.ArgumentParser) -> None:
    actions = documents.add_subparsers(metavar=cli_text.CLI["action"])

    def action(name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = actions.add_parser(
            name, help=cli_text.COMMANDS[f"documents {name}"]
        )
        added.set_defaults(run=run)
        # Suppressed, or it would undo a --json before the action.
        added.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help=cli_text.CLI["json"]
        )
        return added

    action("files", _listing(lambda store: store.files(), intake_text.file_lines))
    action("review", _listing(lambda store: store.review(), intake_text.page_lines))
    action("alike", _listing(lambda store: store.alike(), intake_text.alike_lines))
    show, delete = action("show", _show), action("delete", _delete)
    edit, page = action("edit", _edit), action("page", _page)
    for named in (show, delete, edit, page):
        named.add_argument("id", metavar=cli_text.CLI["id"])
    show.add_argument("--text", action="store_true", help=cli_text.CLI["text"])
    edit.add_argument("changes", nargs="*", metavar=cli_text.CLI["change"])
    _add_access(edit)
    page.add_argument("page", type=int, metavar=cli_text.CLI["page"])
    page.add_argument(
        "--correct", dest="correction", type=Path, metavar=cli_text.CLI["path"],
        help=cli_text.CLI["correct"],
    )  # fmt: skip


def _seconds(value: str) -> int:
    number = int(value)
    if not 1 <= number <= 86400:
        raise argparse.ArgumentTypeError(value)
    return number
