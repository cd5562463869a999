"""Talk is kept whole: turns, replaced messages, what cards rest on, opinions, the model's use."""

import sqlalchemy as sa
from alembic import op

import domain.models.base

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("messages") as batch_op:
        batch_op.add_column(sa.Column("turn", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column("replaced", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("proposals") as batch_op:
        batch_op.add_column(sa.Column("basis", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    op.create_table(
        "opinions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", domain.models.base.Moment(), nullable=False),
        sa.Column("is_good", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reviewed_by_id"], ["users.id"], name=op.f("fk_opinions_reviewed_by_id_users")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_opinions_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinions")),
        sa.UniqueConstraint("reply_id", "user_id", name=op.f("uq_opinions_reply_id_user_id")),
    )
    op.create_index(op.f("ix_opinions_at"), "opinions", ["at"])
    op.create_index(op.f("ix_opinions_user_id"), "opinions", ["user_id"])
    op.create_table(
        "model_uses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", domain.models.base.Moment(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("dealer_id", sa.Integer(), nullable=True),
        sa.Column("trace", sa.String(), nullable=True),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("sent_tokens", sa.Integer(), nullable=False),
        sa.Column("received_tokens", sa.Integer(), nullable=False),
        sa.Column("is_estimated", sa.Boolean(), nullable=False),
        sa.Column("millionths", sa.BigInteger(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dealer_id"], ["dealers.id"], name=op.f("fk_model_uses_dealer_id_dealers")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_model_uses_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_uses")),
    )
    for column in ("day", "dealer_id", "user_id"):
        op.create_index(op.f(f"ix_model_uses_{column}"), "model_uses", [column])
