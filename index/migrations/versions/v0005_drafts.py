"""Drafts of talking points with their versions, and the documents that they quote."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _draft() -> sa.ForeignKey:
    return sa.ForeignKey("drafts.id", ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("owner", sa.String(100), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("brief", sa.JSON, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("updated_at", sa.String(32), nullable=False),
    )
    op.create_index("drafts_owner", "drafts", ["owner", "updated_at"])
    op.create_table(
        "draft_versions",
        sa.Column("draft_id", sa.String(20), _draft(), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("change", sa.String(10), nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("saved_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "draft_documents",
        sa.Column("draft_id", sa.String(20), _draft(), primary_key=True),
        sa.Column("document_id", sa.String(20), primary_key=True),
    )
    op.create_index("draft_documents_document", "draft_documents", ["document_id"])
