"""A device finds its repairs by when they came; the index begins with what the old one was of."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_tickets_device", "tickets", ["device_id", "kind", "created_at", "customer_id"]
    )
    op.drop_index("ix_tickets_device_id", table_name="tickets")


def downgrade() -> None:
    op.create_index("ix_tickets_device_id", "tickets", ["device_id"])
    op.drop_index("ix_tickets_device", table_name="tickets")
