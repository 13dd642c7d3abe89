"""Which new employees show their mentor how far they are."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "onboarding_shared",
        sa.Column("owner", sa.String(100), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("staff", sa.Boolean, nullable=False),
        sa.Column("everything", sa.Boolean, nullable=False),
        sa.Column("groups", sa.JSON, nullable=False),
        sa.Column("agreed_at", sa.String(32), nullable=False),
    )
