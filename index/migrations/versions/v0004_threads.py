"""Conversations with their turns, and the documents that their answers tell of."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "threads",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("owner", sa.String(100), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("updated_at", sa.String(32), nullable=False),
    )
    op.create_index("threads_owner", "threads", ["owner", "updated_at"])
    op.create_table(
        "turns",
        sa.Column(
            "thread_id",
            sa.String(20),
            sa.ForeignKey("threads.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer", sa.JSON, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("alone", sa.Boolean, nullable=False),
        sa.Column("asked_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "turn_documents",
        sa.Column("thread_id", sa.String(20), primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        sa.Column("document_id", sa.String(20), primary_key=True),
        sa.Column("version_id", sa.String(20)),
        sa.ForeignKeyConstraint(
            ["thread_id", "ordinal"], ["turns.thread_id", "turns.ordinal"], ondelete="CASCADE"
        ),
    )
    op.create_index("turn_documents_document", "turn_documents", ["document_id"])
