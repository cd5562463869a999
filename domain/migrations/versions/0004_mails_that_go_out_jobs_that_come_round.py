"""Mails that go out and jobs that come round."""

import sqlalchemy as sa
from alembic import op

import domain.models.base

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scheduled_jobs",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("next_at", domain.models.base.Moment(), nullable=False),
        sa.Column("last_at", domain.models.base.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_scheduled_jobs")),
    )
    op.create_table(
        "outgoing_mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("recipients", sa.JSON(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("enclosures", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", domain.models.base.Moment(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("created_at", domain.models.base.Moment(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", domain.models.base.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_outgoing_mails_created_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_outgoing_mails_ticket_id_tickets")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mails")),
    )
    with op.batch_alter_table("outgoing_mails", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outgoing_mails_created_by_id"), ["created_by_id"], unique=False
        )
        batch_op.create_index("ix_outgoing_mails_due", ["state", "next_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_outgoing_mails_ticket_id"), ["ticket_id"], unique=False
        )

    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("user_id", sa.Integer(), nullable=False))
        batch_op.add_column(sa.Column("event", sa.String(), nullable=False))
        batch_op.create_foreign_key(
            batch_op.f("fk_deliveries_user_id_users"), "users", ["user_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_deliveries_user_id_users"), type_="foreignkey")
        batch_op.drop_column("event")
        batch_op.drop_column("user_id")

    with op.batch_alter_table("outgoing_mails", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outgoing_mails_ticket_id"))
        batch_op.drop_index("ix_outgoing_mails_due")
        batch_op.drop_index(batch_op.f("ix_outgoing_mails_created_by_id"))

    op.drop_table("outgoing_mails")
    op.drop_table("scheduled_jobs")
