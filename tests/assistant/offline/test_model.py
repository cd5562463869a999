"""The offline model beside everything else that one process does."""

import asyncio
from datetime import UTC, datetime

from assistant.model import Message, Request, Speaker
from assistant.offline import OfflineModel
from domain.language import Language


def test_others_are_served_while_a_long_text_is_thought_about():
    said = Message(Speaker.USER, "my Edge 8K freezes, the fan is loud, " * 200)
    request = Request((said,), (), Language.EN, datetime(2026, 2, 15, tzinfo=UTC))

    async def turns_meanwhile() -> int:
        answering = asyncio.ensure_future(anext(OfflineModel().complete(request)))
        turns = 0
        while not answering.done():
            await asyncio.sleep(0.001)
            turns += 1
        return turns

    assert asyncio.run(turns_meanwhile()) > 3
