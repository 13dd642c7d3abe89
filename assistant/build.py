"""The sole place that wires objects: settings in, a working office out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import index.keywords
import index.vectors
from assistant.answer import Answerer
from assistant.drafts import Drafts
from assistant.examine import Evaluations, Examiner
from assistant.gather import Gatherer
from assistant.gold import Gold
from assistant.intake import Intake, Reader
from assistant.library import Library
from assistant.lock import StoreLock
from assistant.model import LanguageModel
from assistant.onboarding.desk import Onboarding
from assistant.onboarding.paths import Paths
from assistant.onboarding.progress import Progress
from assistant.onboarding.sharing import Sharing
from assistant.onboarding.studies import Studies
from assistant.settings import Settings
from assistant.spoken import SpeechWriter
from assistant.talking_points import Drafter
from assistant.threads import Threads
from assistant.translate import Translator
from assistant.write import Writer
from index import aliases, catalog, default_model, embed
from index.keywords import KeywordIndex
from index.originals import Originals
from index.places import Places
from index.reader import WEIGHTS, PassageReader
from index.runs import Runs
from index.search import Searcher
from index.tokens import Tokens
from index.update import Updater
from index.vectors import VectorIndex
from ingest import sandbox


@dataclass(frozen=True)
class Start:
    """A step of opening the store, for whoever shows progress: `step` is «model», «load»,
    «recover» or «rebuild»; `done` of `total` where it can be counted."""

    step: str
    done: float = 0
    total: float = 0


Report = Callable[[Start], None]


@dataclass(frozen=True)
class Office:
    """Everything that a door needs, over one open store. Close it when done."""

    settings: Settings
    library: Library
    intake: Intake
    runs: Runs
    searcher: Searcher
    answerer: Answerer
    threads: Threads
    drafts: Drafts
    onboarding: Onboarding
    gold: Gold
    examiner: Examiner
    evaluations: Evaluations
    updater: Updater
    _catalog: catalog.Catalog
    _vectors: VectorIndex
    _keywords: KeywordIndex
    _reader: Reader
    _model: LanguageModel | None
    _lock: StoreLock

    def announce(self, url: str) -> None:
        """Tells other processes where this store can be asked."""
        self._lock.announce(url)

    def close(self) -> None:
        self.evaluations.close()
        if self._model:
            self._model.close()
        self._reader.close()
        self._keywords.close()
        self._vectors.close()
        self._catalog.close()
        self._lock.release()


def open_office(settings: Settings, report: Report = lambda _start: None) -> Office:
    """Opens the store, finishing what an earlier process left undone. Raises
    `assistant.lock.StoreBusy` where another process has it open."""
    with ExitStack() as undo:  # what was opened is shut again if the rest fails
        lock = StoreLock(settings.data)
        lock.acquire()
        undo.callback(lock.release)
        office = _open(settings, lock, report, undo)
        undo.pop_all()
        return office


def _open(settings: Settings, lock: StoreLock, report: Report, undo: ExitStack) -> Office:
    names = aliases.load(settings.own_aliases)
    embedder = embed.load_embedder(model_folder(settings, report), threads=settings.threads)
    report(Start("load"))
    engine = catalog.connect(settings.database_url)
    store = catalog.Catalog(engine)
    undo.callback(store.close)
    vectors = index.vectors.open_or_rebuild(settings.data / "chroma", embedder.fingerprint)
    undo.callback(vectors.close)
    keywords = index.keywords.open_or_rebuild(settings.data / "tantivy")
    undo.callback(keywords.close)
    originals = Originals(settings.data / "originals")
    tokens = Tokens(engine, embedder.fingerprint)
    threads = Threads(engine, store)
    searcher = Searcher(
        store, tokens, vectors, keywords, embedder, names, settings.home, _reader(settings)
    )
    model = LanguageModel(settings.llm) if settings.llm else None
    answerer = Answerer(
        searcher,
        store,
        most_sentences=settings.most_sentences,
        writer=Writer(model, names, searcher.home) if model else None,
    )
    drafter = Drafter(Gatherer(searcher, answerer, store), store, settings.home)
    speech_writer = SpeechWriter(model, names, searcher.home) if model else None
    translator = Translator(model, names) if model else None
    drafts = Drafts(engine, store, drafter, speech_writer, translator)

    def unsay(document_ids: Sequence[str]) -> None:
        threads.unsay(document_ids)
        drafts.unsay(document_ids)

    updater = Updater(store, tokens, vectors, keywords, originals, embedder, unsay)
    updater.recover(lambda done, total: report(Start("recover", done, total)))
    reader = sandbox.Sandbox()
    places = Places(engine)
    intake = Intake(
        store,
        places,
        updater,
        reader,
        max_bytes=settings.max_file_mb * 2**20,
        secrets=settings.secrets,
    )
    library = Library(store, places, updater, originals, reader, secrets=settings.secrets)
    gold, examiner = Gold(settings.gold), Examiner(answerer, library)
    return Office(
        settings=settings,
        library=library,
        intake=intake,
        runs=Runs(engine),
        searcher=searcher,
        answerer=answerer,
        threads=threads,
        drafts=drafts,
        onboarding=Onboarding(
            Studies(store),
            Progress(engine, store),
            Sharing(engine, store),
            Paths(settings.own_path),
            answerer,
        ),
        gold=gold,
        examiner=examiner,
        evaluations=Evaluations(
            settings.data / "evaluations", examiner, gold, embedder.fingerprint
        ),
        updater=updater,
        _catalog=store,
        _vectors=vectors,
        _keywords=keywords,
        _reader=reader,
        _model=model,
        _lock=lock,
    )


def _reader(settings: Settings) -> PassageReader | None:
    """It reads over the default model alone."""
    if settings.model or not settings.reader or not WEIGHTS.is_file():
        return None
    return PassageReader(settings.default_model_folder, settings.threads)


def model_folder(settings: Settings, report: Report) -> Path:
    """The configured model, or the default one, assembled at first need."""
    if settings.model:
        return Path(settings.model)

    def tell(part: float) -> None:
        if part < 1:  # a model that is ready needs no word
            report(Start("model", part, 1))

    return default_model.assemble(settings.default_model_folder, tell)
