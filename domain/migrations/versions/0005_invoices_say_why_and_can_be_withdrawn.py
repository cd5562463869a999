"""Invoices say what they are for, and can be withdrawn."""

import sqlalchemy as sa
from alembic import op

import domain.models.base

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("invoices") as batch:
        batch.add_column(sa.Column("note", sa.JSON(), nullable=True))
        batch.add_column(sa.Column("withdrawn_at", domain.models.base.Moment(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("invoices") as batch:
        batch.drop_column("withdrawn_at")
        batch.drop_column("note")
