"""Places of files, the rest of a document's metadata, what people put right, runs."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TEXTS = ("subject", "signer", "signer_post", "urgency", "secrecy", "language")
_LISTS = ("recipients", "partners", "scanned", "sketch")


def upgrade() -> None:
    op.create_table(
        "places",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("document_id", sa.String(20), sa.ForeignKey("documents.id", ondelete="SET NULL")),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(20)),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("size", sa.BigInteger),
        sa.Column("modified_ns", sa.BigInteger),
        sa.Column("seen_at", sa.String(32), nullable=False),
    )
    op.create_index("places_document", "places", ["document_id"])
    op.execute(
        "INSERT INTO places (source, document_id, file, status, facts, seen_at) "
        "SELECT d.source, d.id, v.file, 'added', '{}', v.added_at FROM documents d "
        "JOIN versions v ON v.document_id = d.id AND v.state IN ('current', 'pending') "
        "WHERE v.added_at = (SELECT max(added_at) FROM versions w "
        "WHERE w.document_id = d.id AND w.state IN ('current', 'pending'))"
    )
    _drop_source()
    with op.batch_alter_table("versions") as versions:
        for name in _TEXTS:
            versions.add_column(sa.Column(name, sa.Text, nullable=False, server_default=""))
        for name in _LISTS:
            versions.add_column(sa.Column(name, sa.JSON, nullable=False, server_default="[]"))
        versions.add_column(sa.Column("found", sa.JSON, nullable=False, server_default="{}"))
        versions.add_column(sa.Column("conversion", sa.JSON))
    op.create_table(
        "document_references",
        _of("versions", "version_id"),
        sa.Column("relation", sa.String(10), nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("number_key", sa.Text, nullable=False),
        sa.Column("date", sa.String(10)),
        sa.Column("whole", sa.Boolean, nullable=False),
        sa.Column("effective", sa.String(10)),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
    )
    op.create_index("references_version", "document_references", ["version_id"])
    op.create_index("references_relation", "document_references", ["relation"])
    op.create_table(
        "edits",
        _of("documents", "document_id", primary_key=True),
        sa.Column("field", sa.String(20), primary_key=True),
        sa.Column("value", sa.JSON, nullable=False),
        sa.Column("edited_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "page_corrections",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("page", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("edited_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("folder", sa.Text, nullable=False),
        sa.Column("started_at", sa.String(32), nullable=False),
        sa.Column("finished_at", sa.String(32)),
    )
    op.create_table(
        "run_files",
        sa.Column(
            "run_id", sa.Integer, sa.ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(20)),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("document_id", sa.String(20)),
        sa.Column("chunks", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
    )


def _of(table: str, name: str, primary_key: bool = False) -> "sa.Column[str]":
    return sa.Column(
        name,
        sa.String(20),
        sa.ForeignKey(f"{table}.id", ondelete="CASCADE"),
        nullable=False,
        primary_key=primary_key,
    )


def _drop_source() -> None:
    """SQLite drops a unique column only by copying its table, and dropping the old table would
    cascade to the versions: so the unique index goes by a table of the new shape."""
    with op.batch_alter_table("documents") as documents:
        documents.drop_column("source")
