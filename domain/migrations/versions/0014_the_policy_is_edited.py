"""The policy for hosted models is edited in the product, version by version."""

import sqlalchemy as sa
from alembic import op

import domain.models.base

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "policy_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", domain.models.base.Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("restores_id", sa.Integer(), nullable=True),
        sa.Column("trace", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["users.id"], name=op.f("fk_policy_versions_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["restores_id"],
            ["policy_versions.id"],
            name=op.f("fk_policy_versions_restores_id_policy_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_versions")),
    )


def downgrade() -> None:
    op.drop_table("policy_versions")
