"""What dealers pay of their debts, and why stock was corrected."""

import sqlalchemy as sa
from alembic import op

import domain.models.base

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "receivable_payments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receivable_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("amount", domain.models.base.Amount(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", domain.models.base.Moment(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["receivable_id"],
            ["receivables.id"],
            name=op.f("fk_receivable_payments_receivable_id_receivables"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["users.id"],
            name=op.f("fk_receivable_payments_recorded_by_id_users"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receivable_payments")),
    )
    with op.batch_alter_table("receivable_payments", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_receivable_payments_receivable_id"), ["receivable_id"], unique=False
        )
    with op.batch_alter_table("stock_movements", schema=None) as batch_op:
        batch_op.add_column(sa.Column("note", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("stock_movements", schema=None) as batch_op:
        batch_op.drop_column("note")
    with op.batch_alter_table("receivable_payments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receivable_payments_receivable_id"))
    op.drop_table("receivable_payments")
