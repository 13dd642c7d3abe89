"""Which of the path's questions the documents answer, found out once for what a person may read."""

from __future__ import annotations

import threading
from collections import OrderedDict

from assistant.answer import Answerer
from assistant.onboarding.paths import Module
from assistant.onboarding.studies import Studies
from index.access import Viewer
from index.records import Record

_KEPT = 400  # answers that stay in memory, each yes or no


class Outlook:
    """Asks without a language model, as the path asks the same of everyone. May be called from
    any thread."""

    def __init__(self, studies: Studies, answerer: Answerer) -> None:
        self._studies = studies
        self._answerer = answerer
        self._known: OrderedDict[tuple[tuple[Record, ...], str], bool] = OrderedDict()
        self._asking = threading.Lock()

    def of(self, module: Module, viewer: Viewer) -> dict[str, bool]:
        """By question of the module, in its order, whether what the viewer may read answers it."""
        records = tuple(study.paper.record for study in self._studies.all(viewer))
        with self._asking:
            found = {one: self._answers(records, one, viewer) for one in module.questions}
            self._studies.prune(self._known, _KEPT, lambda key: key[0])
            return found

    def _answers(self, records: tuple[Record, ...], question: str, viewer: Viewer) -> bool:
        key = records, question
        if key not in self._known:
            self._known[key] = not self._answerer.quote(question, viewer).refused
        self._known.move_to_end(key)
        return self._known[key]
