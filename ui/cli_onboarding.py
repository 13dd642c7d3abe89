"""The commands of onboarding."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from ui import cli_text, onboarding_text, sharing_text
from ui.cli_documents import Command
from ui.client_onboarding import OnboardingStore
from ui.terminal import DONE, opened_store, print_json, say

_Read = Callable[[OnboardingStore, argparse.Namespace], Any]
_Lines = Callable[[Any], str]


def _showing(read: _Read, lines: _Lines) -> Callable[[argparse.Namespace], int]:
    def show(options: argparse.Namespace) -> int:
        with opened_store() as store:
            found = read(store.onboarding, options)
        if options.json:
            print_json(found)
        else:
            say(lines(found))
        return DONE

    return show


_ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "path": _showing(lambda store, _options: store.path(), onboarding_text.path_lines),
    "glossary": _showing(lambda store, _options: store.glossary(), onboarding_text.glossary_lines),
    "timeline": _showing(lambda store, _options: store.timeline(), onboarding_text.timeline_lines),
    "questions": _showing(
        lambda store, _options: store.questions(), onboarding_text.question_lines
    ),
    "sharing": _showing(lambda store, _options: store.sharing(), sharing_text.sharing_line),
    "share": _showing(lambda store, options: store.share(options.name), sharing_text.sharing_line),
    "unshare": _showing(lambda store, _options: store.unshare(), sharing_text.sharing_line),
    "overview": _showing(lambda store, _options: store.overview(), sharing_text.overview_lines),
}
_HELP = {**onboarding_text.COMMANDS, **sharing_text.COMMANDS}


def add_command(command: Command) -> None:
    """Adds `onboarding`; `command` makes one of a name."""
    onboarding = command("onboarding", _ACTIONS["path"])
    onboarding.add_argument("--json", action="store_true", help=cli_text.CLI["json"])
    actions = onboarding.add_subparsers(metavar=cli_text.CLI["action"])
    for name, run in _ACTIONS.items():
        action = actions.add_parser(name, help=_HELP[f"onboarding {name}"])
        action.set_defaults(run=run)
        if name == "share":
            action.add_argument("name", metavar=sharing_text.NAME, help=sharing_text.NAME_HELP)
        # Suppressed, or it would undo a --json before the action.
        action.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help=cli_text.CLI["json"]
        )
