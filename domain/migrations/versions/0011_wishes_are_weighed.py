"""Wishes are weighed: whether it can be done, at what effort, and what was said of it."""

import sqlalchemy as sa
from alembic import op

import domain.models.base

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("wishes") as wishes:
        wishes.add_column(sa.Column("feasibility", sa.String(), nullable=True))
        wishes.add_column(sa.Column("effort_days", sa.Integer(), nullable=True))
        wishes.add_column(sa.Column("evaluation", sa.String(), nullable=True))
        wishes.add_column(sa.Column("evaluated_at", domain.models.base.Moment(), nullable=True))
        wishes.add_column(sa.Column("evaluated_by_id", sa.Integer(), nullable=True))
        wishes.create_foreign_key(
            op.f("fk_wishes_evaluated_by_id_users"), "users", ["evaluated_by_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("wishes") as wishes:
        wishes.drop_constraint(op.f("fk_wishes_evaluated_by_id_users"), type_="foreignkey")
        wishes.drop_column("evaluated_by_id")
        wishes.drop_column("evaluated_at")
        wishes.drop_column("evaluation")
        wishes.drop_column("effort_days")
        wishes.drop_column("feasibility")
