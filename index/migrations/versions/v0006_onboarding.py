"""What new employees have read, answered and asked."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "onboarding_read",
        sa.Column("owner", sa.String(100), primary_key=True),
        sa.Column("passage", sa.String(20), primary_key=True),
        sa.Column("read_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "onboarding_cards",
        sa.Column("owner", sa.String(100), primary_key=True),
        sa.Column("item", sa.String(20), primary_key=True),
        sa.Column("card", sa.JSON, nullable=False),
        sa.Column("rights", sa.Integer, nullable=False),
        sa.Column("wrongs", sa.Integer, nullable=False),
        sa.Column("last_right", sa.Boolean, nullable=False),
        sa.Column("due_at", sa.String(32), nullable=False),
        sa.Column("answered_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "onboarding_questions",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("module", sa.String(60), nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("asked_at", sa.String(32), nullable=False),
    )
