"""The commands of kept conversations."""

from __future__ import annotations

import argparse

from ui import cli_text, threads_text
from ui.cli_documents import Command
from ui.terminal import DONE, opened_store, print_json, say


def _list(options: argparse.Namespace) -> int:
    with opened_store() as store:
        found = store.threads.all()
    if options.json:
        print_json(found)
    else:
        say(threads_text.thread_lines(found))
    return DONE


def _search(options: argparse.Namespace) -> int:
    with opened_store() as store:
        found = store.threads.all(" ".join(options.words))
    if options.json:
        print_json(found)
    else:
        say(threads_text.thread_lines(found, threads_text.NONE_FOUND))
    return DONE


def _show(options: argparse.Namespace) -> int:
    with opened_store() as store:
        found = store.threads.get(options.id)
    if options.json:
        print_json(found)
    else:
        say(threads_text.turn_lines(found))
    return DONE


def _rename(options: argparse.Namespace) -> int:
    with opened_store() as store:
        store.threads.rename(options.id, options.title)
    say(threads_text.RENAMED)
    return DONE


def _delete(options: argparse.Namespace) -> int:
    with opened_store() as store:
        if options.all:
            say(threads_text.DELETED_ALL.format(count=store.threads.delete_all()))
        else:
            store.threads.delete(options.id)
            say(threads_text.DELETED)
    return DONE


def add_command(command: Command) -> None:
    """Adds `threads`; `command` makes one of a name."""
    threads = command("threads", _list)
    threads.add_argument("--json", action="store_true", help=cli_text.CLI["json"])
    actions = threads.add_subparsers(metavar=cli_text.CLI["action"])
    for name, run in (
        ("list", _list), ("show", _show), ("search", _search), ("rename", _rename),
        ("delete", _delete),
    ):  # fmt: skip
        action = actions.add_parser(name, help=threads_text.COMMANDS[f"threads {name}"])
        action.set_defaults(run=run)
        if name in ("list", "show", "search"):
            # Suppressed, or it would undo a --json before the action.
            action.add_argument(
                "--json", action="store_true", default=argparse.SUPPRESS, help=cli_text.CLI["json"]
            )
        if name in ("show", "rename"):
            action.add_argument("id", metavar=cli_text.CLI["id"])
        if name == "search":
            action.add_argument("words", nargs="+", metavar=threads_text.CLI["words"])
        if name == "rename":
            action.add_argument("title", type=_title, metavar=threads_text.CLI["title"])
        if name == "delete":
            which = action.add_mutually_exclusive_group(required=True)
            which.add_argument("id", nargs="?", metavar=cli_text.CLI["id"])
            which.add_argument("--all", action="store_true", help=threads_text.CLI["all"])


def add_options(ask: argparse._MutuallyExclusiveGroup) -> None:
    """Adds to `ask` where a question is kept."""
    ask.add_argument("--thread", metavar=cli_text.CLI["id"], help=threads_text.CLI["thread"])
    ask.add_argument(
        "--new-thread", dest="thread", action="store_const", const="new",
        help=threads_text.CLI["new_thread"],
    )  # fmt: skip


def _title(value: str) -> str:
    if not value.strip():
        raise argparse.ArgumentTypeError(value)
    return value
