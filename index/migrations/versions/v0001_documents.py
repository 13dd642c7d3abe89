"""Documents, their versions, groups and chunks."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("source", sa.Text, nullable=False, unique=True),
        sa.Column("label", sa.String(12), nullable=False),
    )
    op.create_table(
        "document_groups",
        sa.Column(
            "document_id",
            sa.String(20),
            sa.ForeignKey("documents.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("name", sa.String(100), primary_key=True),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column(
            "document_id",
            sa.String(20),
            sa.ForeignKey("documents.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("date", sa.String(10)),
        sa.Column("latest_year", sa.Integer),
        sa.Column("issuer", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("vector_space", sa.String(40), nullable=False),
        sa.Column("added_at", sa.String(32), nullable=False),
    )
    op.create_index("versions_document", "versions", ["document_id", "state"])
    op.create_table(
        "chunks",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column(
            "version_id",
            sa.String(20),
            sa.ForeignKey("versions.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("page", sa.Integer),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("headings", sa.JSON, nullable=False),
        sa.Column("sentences", sa.JSON, nullable=False),
    )
    op.create_index("chunks_version", "chunks", ["version_id", "ordinal"])
