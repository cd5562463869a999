"""Milestones of tickets, uses of articles, kept questions, early warnings."""

import sqlalchemy as sa
from alembic import op

import domain.models.base

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "early_warnings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title_zh", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("found_at", domain.models.base.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_early_warnings")),
        sa.UniqueConstraint("key", name=op.f("uq_early_warnings_key")),
    )
    op.create_index("ix_early_warnings_found", "early_warnings", ["found_at"], unique=False)
    op.create_table(
        "saved_questions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("question", sa.JSON(), nullable=False),
        sa.Column("created_at", domain.models.base.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_saved_questions_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_questions")),
    )
    op.create_index(
        op.f("ix_saved_questions_user_id"), "saved_questions", ["user_id"], unique=False
    )
    op.create_table(
        "milestones",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("responded_at", domain.models.base.Moment(), nullable=True),
        sa.Column("received_at", domain.models.base.Moment(), nullable=True),
        sa.Column("repair_due_at", domain.models.base.Moment(), nullable=True),
        sa.Column("repaired_at", domain.models.base.Moment(), nullable=True),
        sa.Column("reopened_at", domain.models.base.Moment(), nullable=True),
        sa.Column("exception_at", domain.models.base.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_milestones_ticket_id_tickets")
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_milestones")),
    )
    op.create_index(
        op.f("ix_milestones_exception_at"), "milestones", ["exception_at"], unique=False
    )
    op.create_index(
        op.f("ix_milestones_repair_due_at"), "milestones", ["repair_due_at"], unique=False
    )
    op.create_index(op.f("ix_milestones_repaired_at"), "milestones", ["repaired_at"], unique=False)
    op.create_table(
        "article_uses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("dealer_id", sa.Integer(), nullable=True),
        sa.Column("at", domain.models.base.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_article_uses_article_id_articles")
        ),
        sa.ForeignKeyConstraint(
            ["dealer_id"], ["dealers.id"], name=op.f("fk_article_uses_dealer_id_dealers")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_article_uses_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_uses")),
    )
    op.create_index(
        op.f("ix_article_uses_article_id"), "article_uses", ["article_id"], unique=False
    )
    op.create_index(op.f("ix_article_uses_at"), "article_uses", ["at"], unique=False)
    # ### end Alembic commands ###
    op.execute("INSERT INTO milestones (ticket_id) SELECT id FROM tickets")


def downgrade() -> None:
    op.drop_index(op.f("ix_article_uses_at"), table_name="article_uses")
    op.drop_index(op.f("ix_article_uses_article_id"), table_name="article_uses")
    op.drop_table("article_uses")
    op.drop_index(op.f("ix_milestones_repaired_at"), table_name="milestones")
    op.drop_index(op.f("ix_milestones_repair_due_at"), table_name="milestones")
    op.drop_index(op.f("ix_milestones_exception_at"), table_name="milestones")
    op.drop_table("milestones")
    op.drop_index(op.f("ix_saved_questions_user_id"), table_name="saved_questions")
    op.drop_table("saved_questions")
    op.drop_index("ix_early_warnings_found", table_name="early_warnings")
    op.drop_table("early_warnings")
    # ### end Alembic commands ###
