"""Files that were sent and never put on a ticket: forgotten after a week."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.attachments.placing import forget_unplaced
from domain.schedules import Job, Rhythm


def forget(session: Session, _due: datetime, now: datetime) -> None:
    forget_unplaced(session, now=now)


JOBS = (Job("attachments", Rhythm(hour=4), forget),)
