"""People lay out their boards as they like."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "board_layouts",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("tiles", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_board_layouts_user_id_users")
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_board_layouts")),
    )


def downgrade() -> None:
    op.drop_table("board_layouts")
