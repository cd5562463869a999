"""Papers know the dealer they are addressed to, attachments the comment they came with."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dealer_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_documents_dealer_id"), ["dealer_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_documents_dealer_id_dealers"), "dealers", ["dealer_id"], ["id"]
        )
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("comment_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_attachments_comment_id_comments"), "comments", ["comment_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_attachments_comment_id_comments"), type_="foreignkey"
        )
        batch_op.drop_column("comment_id")
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_documents_dealer_id_dealers"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_documents_dealer_id"))
        batch_op.drop_column("dealer_id")
