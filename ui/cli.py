"""The command line. Starts at once: whatever is heavy is imported by the command that needs it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from assistant import settings
from assistant.chat import QuestionError, check_question
from ui import (
    cli_documents,
    cli_drafts,
    cli_evaluate,
    cli_onboarding,
    cli_text,
    cli_threads,
    narrow,
    search_text,
    terminal_text,
    text,
    threads_text,
)
from ui.terminal import DONE, FAILED, USAGE, opened_store, print_json, say, show_start, warn


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 done, 1 failed, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        # Vietnamese must print also where the terminal's locale is plain C, and so must the
        # name of a file that is no UTF-8.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    except Exception as error:
        if options.debug:
            raise
        warn(f"ngoaivu: {cli_text.failure(error)}")
        return USAGE if isinstance(error, QuestionError | settings.SettingError) else FAILED


# Commands --------------------------------------------------------------------------------------


def _ask(options: argparse.Namespace) -> int:
    try:
        check_question(options.question)  # before the model is loaded
        with opened_store() as store:
            answer = store.ask(options.question, options.previous, options.thread)
    except QuestionError as error:
        if options.json:
            print_json(terminal_text.unaskable(options.question, error))
        raise
    if options.json:
        print_json(answer)
    else:
        say(terminal_text.answer_lines(answer))
        if options.thread:
            say(f"\n{threads_text.KEPT.format(thread=answer['thread'])}")
    return DONE


def _search(options: argparse.Namespace) -> int:
    with opened_store() as store:
        narrowing = {name: getattr(options, name) for name in narrow.NAMES}
        hits = store.search(options.question, options.k, narrowing)
    if options.json:
        print_json(hits)
    else:
        say(terminal_text.hit_lines(hits))
    return DONE


def _rebuild(_options: argparse.Namespace) -> int:
    with opened_store() as store:
        count = store.rebuild()
    say(cli_text.REBUILT.format(chunks=count))
    return DONE


def _serve(options: argparse.Namespace) -> int:
    from ui.serve import serve

    serve(_settings(options), samples=options.samples, say=say)
    return DONE


def _model(_options: argparse.Namespace) -> int:
    from assistant.build import model_folder

    say(cli_text.MODEL_READY.format(path=model_folder(settings.load(), show_start)))
    return DONE


def _doctor(_options: argparse.Namespace) -> int:
    from ui.doctor import examine

    sound = True
    for finding in examine(settings.load()):
        say(finding.line)
        sound = sound and finding.sound
    return DONE if sound else FAILED


# Wiring ----------------------------------------------------------------------------------------


def _settings(options: argparse.Namespace) -> settings.Settings:
    """The environment's settings, with the address that the command names."""
    import os

    named = {"NGOAIVU_HOST": options.host, "NGOAIVU_PORT": options.port}
    return settings.load({**os.environ, **{key: value for key, value in named.items() if value}})


# The parser ------------------------------------------------------------------------------------


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(
            usage, actions, groups, cli_text.CLI["usage"] if prefix is None else prefix
        )


class _Parser(argparse.ArgumentParser):
    """argparse in Vietnamese."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        named |= {"formatter_class": _Formatter, "add_help": False, "allow_abbrev": False}
        super().__init__(*arguments, **named)
        self._positionals.title = cli_text.CLI["arguments"]
        self._optionals.title = cli_text.CLI["options"]
        self.add_argument("-h", "--help", action="help", help=cli_text.CLI["help"])

    def error(self, _message: str) -> NoReturn:
        self.exit(USAGE, cli_text.usage_problem(self.prog) + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="ngoaivu", description=text.STATEMENT)
    parser.add_argument("--debug", action="store_true", help=cli_text.CLI["debug"])
    commands = parser.add_subparsers(
        title=cli_text.CLI["commands"], required=True, metavar=cli_text.CLI["command"]
    )

    def command(name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = commands.add_parser(
            name, help=cli_text.COMMANDS[name], description=cli_text.COMMANDS[name]
        )
        added.set_defaults(run=run)
        return added

    ask = command("ask", _ask)
    ask.add_argument("question", metavar=cli_text.CLI["question"])
    after = ask.add_mutually_exclusive_group()
    after.add_argument(
        "--previous", action="append", default=[], metavar=cli_text.CLI["question"],
        help=cli_text.CLI["previous"],
    )  # fmt: skip
    cli_threads.add_options(after)
    search = command("search", _search)
    search.add_argument("question", metavar=cli_text.CLI["question"])
    search.add_argument(
        "-k", type=_count, default=10, metavar=cli_text.CLI["number"], help=cli_text.CLI["k"]
    )
    for name in narrow.NAMES:
        search.add_argument(
            f"--{name}", action="append", default=[], type=_YEAR_OR_NAME.get(name, str),
            metavar=search_text.CLI[name], help=search_text.CLI[f"{name}_help"],
        )  # fmt: skip
    cli_documents.add_commands(command)
    cli_evaluate.add_command(command)
    cli_threads.add_command(command)
    cli_drafts.add_command(command)
    cli_onboarding.add_command(command)
    serve = command("serve", _serve)
    serve.add_argument("--host", metavar=cli_text.CLI["address"], help=cli_text.CLI["host"])
    serve.add_argument("--port", metavar=cli_text.CLI["number"], help=cli_text.CLI["port"])
    serve.add_argument("--samples", action="store_true", help=cli_text.CLI["samples"])
    command("model", _model)
    command("doctor", _doctor)
    index = command("index", _rebuild)
    index.add_subparsers(required=True, metavar="rebuild").add_parser(
        "rebuild", help=cli_text.COMMANDS["index"], description=cli_text.COMMANDS["index"]
    )
    for printing in (ask, search):
        printing.add_argument("--json", action="store_true", help=cli_text.CLI["json"])
    return parser


def _years(value: str) -> str:
    narrow.years(value)
    return value


_YEAR_OR_NAME: dict[str, Callable[[str], str]] = {"year": _years, "language": narrow.language}


def _count(value: str) -> int:
    number = int(value)
    if not 1 <= number <= 100:
        raise argparse.ArgumentTypeError(value)
    return number


if __name__ == "__main__":
    sys.exit(main())
