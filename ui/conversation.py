"""Where a question is asked: after which others, and where its answer is kept. What the HTTP
interface and the command line share of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.chat import Answer
from assistant.threads import Threads
from index.access import Viewer
from ui import wire

NEW = "new"  # in the place of an id: a conversation that begins with this question


@dataclass(frozen=True)
class Conversation:
    """`thread` is the id of a kept conversation, NEW, or None for one that is not kept. `alone`
    is for a question that must not lean on those before it. Raises
    `assistant.threads.NoThreadError`."""

    threads: Threads
    viewer: Viewer
    thread: str | None
    alone: bool = False

    def previous(self, sent: Sequence[str]) -> Sequence[str]:
        """The questions before this one: of the kept conversation, else those `sent`."""
        if self.thread is None or self.thread == NEW:
            return sent
        kept = self.threads.previous(self.thread, self.viewer)
        return [] if self.alone else kept

    def keep(self, question: str, answer: Answer) -> wire.Json:
        """The answer as JSON, kept where it belongs."""
        given = wire.answer_json(answer)
        if self.thread is None:
            return given
        thread, turn = self.threads.add(
            None if self.thread == NEW else self.thread,
            question,
            given,
            self.viewer,
            alone=self.alone,
        )
        return {**given, "thread": thread, "turn": turn}
