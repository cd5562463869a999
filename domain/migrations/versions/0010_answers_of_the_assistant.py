"""Answers of the assistant, counted without their words."""

import sqlalchemy as sa
from alembic import op

import domain.models.base

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assistant_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("dealer_id", sa.Integer(), nullable=True),
        sa.Column("of_house", sa.Boolean(), nullable=False),
        sa.Column("has_article", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("at", domain.models.base.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dealer_id"], ["dealers.id"], name=op.f("fk_assistant_answers_dealer_id_dealers")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_assistant_answers_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistant_answers")),
    )
    op.create_index(op.f("ix_assistant_answers_at"), "assistant_answers", ["at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_assistant_answers_at"), table_name="assistant_answers")
    op.drop_table("assistant_answers")
