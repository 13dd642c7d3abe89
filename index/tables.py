"""The catalogue's tables; index/migrations brings a database to this shape."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

schema = MetaData()


class State(StrEnum):
    """A version's life. Only a current one is ever read; the others are work to finish."""

    PENDING = "pending"  # in the catalogue, not yet in both indexes
    CURRENT = "current"
    RETIRED = "retired"  # replaced or deleted, not yet out of both indexes


documents = Table(
    "documents",
    schema,
    Column("id", String(20), primary_key=True),
    Column("label", String(12), nullable=False),
)

# Where files stand, and what became of each. Copies of one file are places of one document; a
# file that was not taken in has a place without a document. `status` is an
# assistant.library.Status, `reason` an ingest.errors.Reason.
places = Table(
    "places",
    schema,
    Column("source", Text, primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="SET NULL")),
    Column("file", Text, nullable=False),
    Column("status", String(10), nullable=False),
    Column("reason", String(20)),
    Column("facts", JSON, nullable=False),
    Column("size", BigInteger),
    Column("modified_ns", BigInteger),
    Column("seen_at", String(32), nullable=False),
    Index("places_document", "document_id"),
)

document_groups = Table(
    "document_groups",
    schema,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(100), primary_key=True),
)

versions = Table(
    "versions",
    schema,
    Column("id", String(20), primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("state", String(8), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("file", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("date", String(10)),
    Column("latest_year", Integer),
    Column("issuer", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("signer", Text, nullable=False),
    Column("signer_post", Text, nullable=False),
    Column("recipients", JSON, nullable=False),
    Column("urgency", Text, nullable=False),
    Column("secrecy", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("partners", JSON, nullable=False),
    Column("found", JSON, nullable=False),  # the same as read, before what people put right
    Column("scanned", JSON, nullable=False),
    Column("conversion", JSON(none_as_null=True)),
    Column("sketch", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("vector_space", String(40), nullable=False, default=""),
    Column("added_at", String(32), nullable=False),
    Index("versions_document", "document_id", "state"),
)

chunks = Table(
    "chunks",
    schema,
    Column("id", String(20), primary_key=True),
    Column("version_id", ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer),
    Column("text", Text, nullable=False),
    Column("headings", JSON, nullable=False),
    Column("sentences", JSON, nullable=False),
    Index("chunks_version", "version_id", "ordinal"),
)

# The vectors of a chunk's tokens (`index.late`), a byte a number, row by row.
chunk_tokens = Table(
    "chunk_tokens",
    schema,
    Column("chunk_id", ForeignKey("chunks.id", ondelete="CASCADE"), primary_key=True),
    Column("vector_space", String(40), nullable=False),
    Column("dimensions", Integer, nullable=False),
    Column("vectors", LargeBinary, nullable=False),
)

# What a version says of other documents. `number_key` is the number in the one spelling that
# numbers are compared in.
references = Table(
    "document_references",
    schema,
    Column("version_id", ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("relation", String(10), nullable=False),
    Column("number", Text, nullable=False),
    Column("number_key", Text, nullable=False),
    Column("date", String(10)),
    Column("whole", Boolean, nullable=False),
    Column("effective", String(10)),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index("references_version", "version_id"),
    Index("references_relation", "relation"),
)

# What people put right, kept whatever becomes of the versions: fields of a document, pages of
# a file by the SHA-256 of its bytes.
edits = Table(
    "edits",
    schema,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("field", String(20), primary_key=True),
    Column("value", JSON, nullable=False),
    Column("edited_at", String(32), nullable=False),
)

page_corrections = Table(
    "page_corrections",
    schema,
    Column("digest", String(64), primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("edited_at", String(32), nullable=False),
)

# Accounts of taking in: a run without `finished_at` is under way or was cut off.
runs = Table(
    "runs",
    schema,
    Column("id", Integer, primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("folder", Text, nullable=False),
    Column("started_at", String(32), nullable=False),
    Column("finished_at", String(32)),
)

run_files = Table(
    "run_files",
    schema,
    Column("run_id", ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("file", Text, nullable=False),
    Column("status", String(10), nullable=False),
    Column("reason", String(20)),
    Column("facts", JSON, nullable=False),
    Column("document_id", String(20)),
    Column("chunks", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
)

# Conversations, each one person's: `owner` is an `index.access.Viewer.key`. `folded` is what a
# search looks at. `answer` is as the HTTP interface gave it; `alone` says that the question was
# asked without those before it.
threads = Table(
    "threads",
    schema,
    Column("id", String(20), primary_key=True),
    Column("owner", String(100), nullable=False),
    Column("title", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("updated_at", String(32), nullable=False),
    Index("threads_owner", "owner", "updated_at"),
)

turns = Table(
    "turns",
    schema,
    Column("thread_id", ForeignKey("threads.id", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("question", Text, nullable=False),
    Column("answer", JSON, nullable=False),
    Column("folded", Text, nullable=False),
    Column("alone", Boolean, nullable=False),
    Column("asked_at", String(32), nullable=False),
)

# The documents that a turn's answer tells of. Of one that it names without quoting it,
# `version_id` is the version of which what it says is true.
turn_documents = Table(
    "turn_documents",
    schema,
    Column("thread_id", String(20), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("document_id", String(20), primary_key=True),
    Column("version_id", String(20)),
    ForeignKeyConstraint(
        ["thread_id", "ordinal"], ["turns.thread_id", "turns.ordinal"], ondelete="CASCADE"
    ),
    Index("turn_documents_document", "document_id"),
)

# Drafts of talking points, each one person's (`owner` as of threads) and never changed but by a
# new version. `draft_documents` are those that any version quotes.
drafts = Table(
    "drafts",
    schema,
    Column("id", String(20), primary_key=True),
    Column("owner", String(100), nullable=False),
    Column("title", Text, nullable=False),
    Column("brief", JSON, nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("updated_at", String(32), nullable=False),
    Index("drafts_owner", "owner", "updated_at"),
)

draft_versions = Table(
    "draft_versions",
    schema,
    Column("draft_id", ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("change", String(10), nullable=False),
    Column("content", JSON, nullable=False),
    Column("saved_at", String(32), nullable=False),
)

draft_documents = Table(
    "draft_documents",
    schema,
    Column("draft_id", ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
    Column("document_id", String(20), primary_key=True),
    Index("draft_documents_document", "document_id"),
)

# What a new employee has read and been asked, each one's own: `owner` is an
# `index.access.Viewer.key`. Passages and questions are known by hashes alone
# (`assistant.onboarding`): no word of a document is kept.
onboarding_read = Table(
    "onboarding_read",
    schema,
    Column("owner", String(100), primary_key=True),
    Column("passage", String(20), primary_key=True),
    Column("read_at", String(32), nullable=False),
)

# `card` is how the question is spaced (`fsrs.Card`); `due_at` a copy of its own.
onboarding_cards = Table(
    "onboarding_cards",
    schema,
    Column("owner", String(100), primary_key=True),
    Column("item", String(20), primary_key=True),
    Column("card", JSON, nullable=False),
    Column("rights", Integer, nullable=False),
    Column("wrongs", Integer, nullable=False),
    Column("last_right", Boolean, nullable=False),
    Column("due_at", String(32), nullable=False),
    Column("answered_at", String(32), nullable=False),
)

# Questions that newcomers asked and no document answered; nobody's name is with them.
onboarding_questions = Table(
    "onboarding_questions",
    schema,
    Column("id", String(20), primary_key=True),
    Column("question", Text, nullable=False),
    Column("module", String(60), nullable=False),
    Column("times", Integer, nullable=False),
    Column("asked_at", String(32), nullable=False),
)

# Who agreed that a mentor sees how far they are, under which name; the row goes when they
# withdraw. What they may read goes with it, since their lessons are made of that.
onboarding_shared = Table(
    "onboarding_shared",
    schema,
    Column("owner", String(100), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("staff", Boolean, nullable=False),
    Column("everything", Boolean, nullable=False),
    Column("groups", JSON, nullable=False),
    Column("agreed_at", String(32), nullable=False),
)
