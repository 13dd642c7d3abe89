"""The commands of talking points."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path
from typing import Any

from assistant.speech import MINUTES, Genre, Occasion, Tone
from assistant.tongues import Language
from ui import cli_text, drafts_text
from ui.cli_documents import Command
from ui.terminal import DONE, USAGE, opened_store, print_json, say, warn
from ui.wire import Json

_PERSON = re.compile(r"(?:(ông|bà|ngài|đồng chí)\s+)?([^,]+)(?:,\s*(.+))?", re.IGNORECASE)
_FORMS = {".docx": "docx", ".pdf": "pdf", ".md": "md"}
_CARDS = {"docx": "card", "pdf": "card-pdf"}


def _list(options: argparse.Namespace) -> int:
    with opened_store() as store:
        found = store.drafts.all()
    if options.json:
        print_json(found)
    else:
        say(drafts_text.list_lines(found))
    return DONE


def _new(options: argparse.Namespace) -> int:
    with opened_store() as store:
        made = store.drafts.create(_brief(options))
        if options.speech:
            made = store.drafts.speak(made["id"])
        if options.language:
            made = store.drafts.translate(made["id"], options.language)
    _show_draft(made, options)
    return DONE


def _show(options: argparse.Namespace) -> int:
    with opened_store() as store:
        found = store.drafts.get(options.id)
    _show_draft(found, options)
    return DONE


def _speak(options: argparse.Namespace) -> int:
    with opened_store() as store:
        made = store.drafts.speak(options.id)
    _show_draft(made, options)
    return DONE


def _translate(options: argparse.Namespace) -> int:
    with opened_store() as store:
        made = store.drafts.translate(options.id, options.language)
    _show_draft(made, options)
    return DONE


def _export(options: argparse.Namespace) -> int:
    form = _FORMS.get(options.file.suffix.lower())
    if form is None or (options.card and form not in _CARDS):
        warn(f"ngoaivu: {drafts_text.UNKNOWN_FORM}")
        return USAGE
    chosen = {
        "form": _CARDS[form] if options.card else form,
        "notes": "annex" if options.annex else "footnotes",
        "letterhead": str(options.letterhead).lower(),
    }
    with opened_store() as store:
        content = store.drafts.export(options.id, chosen)
    options.file.write_bytes(content)
    say(drafts_text.EXPORTED.format(file=options.file))
    return DONE


def _delete(options: argparse.Namespace) -> int:
    with opened_store() as store:
        store.drafts.delete(options.id)
    say(drafts_text.DELETED)
    return DONE


def add_command(command: Command) -> None:
    """Adds `talking-points`; `command` makes one of a name."""
    points = command("talking-points", _list)
    points.add_argument("--json", action="store_true", help=cli_text.CLI["json"])
    actions = points.add_subparsers(metavar=cli_text.CLI["action"])
    for name, run in (
        ("list", _list), ("new", _new), ("show", _show), ("speak", _speak),
        ("translate", _translate), ("export", _export), ("delete", _delete),
    ):  # fmt: skip
        action = actions.add_parser(name, help=drafts_text.COMMANDS[f"talking-points {name}"])
        action.set_defaults(run=run)
        if name in ("list", "new", "show", "speak", "translate"):
            # Suppressed, or it would undo a --json before the action.
            action.add_argument(
                "--json", action="store_true", default=argparse.SUPPRESS, help=cli_text.CLI["json"]
            )
        if name in ("show", "speak", "translate", "export", "delete"):
            action.add_argument("id", metavar=cli_text.CLI["id"])
        if name == "translate":
            _add_language(action, "language")
        if name == "new":
            _add_brief(action)
        if name == "export":
            action.add_argument("file", type=Path, metavar=drafts_text.CLI["file"])
            for flag in ("card", "annex", "letterhead"):
                action.add_argument(f"--{flag}", action="store_true", help=drafts_text.CLI[flag])


def _add_brief(action: argparse.ArgumentParser) -> None:
    words = drafts_text.CLI
    occasions = [occasion.value for occasion in Occasion]
    action.add_argument(
        "--occasion", choices=occasions, default=occasions[0], metavar=words["words"],
        help=words["occasion"].format(names=", ".join(occasions)),
    )  # fmt: skip
    for name in ("partner", "country", "field", "event"):
        action.add_argument(f"--{name}", default="", metavar=words["words"], help=words[name])
    for name in ("guest", "host"):
        action.add_argument(
            f"--{name}", action="append", default=[], type=_person, metavar=words["words"],
            help=words[name],
        )  # fmt: skip
    action.add_argument(
        "--speaker", type=_person, metavar=words["words"], help=words["speaker"],
        default={"name": "", "post": "", "address": ""},
    )  # fmt: skip
    for name in ("must", "avoid"):
        action.add_argument(
            f"--{name}",
            action="append",
            default=[],
            metavar=words["words"],
            help=words[name],
        )
    action.add_argument("--date", type=_date, metavar=words["words"], help=words["date"])
    action.add_argument(
        "--minutes", type=_minutes, default=5, metavar=cli_text.CLI["number"], help=words["minutes"]
    )
    _add_language(action, "--language", default="")
    for name in ("interpreted", "warm", "speech"):
        action.add_argument(f"--{name}", action="store_true", help=words[name])


def _add_language(action: argparse.ArgumentParser, name: str, **more: Any) -> None:
    codes = [language.value for language in Language]
    said = drafts_text.CLI["language"].format(names=", ".join(codes))
    action.add_argument(name, choices=codes, metavar=drafts_text.CLI["code"], help=said, **more)


def _brief(options: argparse.Namespace) -> Json:
    return {
        "occasion": options.occasion,
        "partner": options.partner,
        "country": options.country,
        "field": options.field,
        "event": options.event,
        "guests": options.guest,
        "hosts": options.host,
        "speaker": options.speaker,
        "when": options.date,
        "minutes": options.minutes,
        "interpreted": options.interpreted,
        "tone": (Tone.WARM if options.warm else Tone.SOLEMN).value,
        "must": options.must,
        "avoid": options.avoid,
        "documents": [],
        "without": [],
        "genre": (Genre.SPEECH if options.speech else Genre.POINTS).value,
        "language": options.language or None,
    }


def _show_draft(draft: Json, options: argparse.Namespace) -> None:
    if options.json:
        print_json(draft)
    else:
        say(f"{drafts_text.draft_lines(draft)}\n\n{drafts_text.ID.format(id=draft['id'])}")


def _person(value: str) -> Json:
    found = _PERSON.fullmatch(value.strip())
    if found is None:
        raise argparse.ArgumentTypeError(value)
    address, name, post = found.groups()
    return {"name": name.strip(), "post": post or "", "address": (address or "").lower()}


def _date(value: str) -> str:
    return date.fromisoformat(value).isoformat()


def _minutes(value: str) -> int:
    if int(value) not in MINUTES:
        raise argparse.ArgumentTypeError(value)
    return int(value)
