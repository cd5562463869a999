"""Stories of the desk's work in conversation: trouble narrowed down, mails drafted and sent."""

from assistant.model import Outcome
from evals.scenario import End, Scenario, Turn

_LOOKS = frozenset({"find_similar_tickets", "search_knowledge"})
_COUNTED = {
    "proposals": 1,
    "tickets": 1,
    "events": 1,
    "milestones": 1,
    "outbox": 2,
    "running_clocks": 1,
}
_ADVICE = frozenset({"read_ticket", "find_similar_tickets"})
_MAIL = frozenset({"draft_email"})

SCENARIOS = [
    Scenario(
        "what was tried is not told again and the ticket holds it all",
        "proav",
        [
            Turn("Edge 8K 拍到一半就死机，怎么办", Outcome.ANSWERED, _LOOKS, tells=["K2602-0001"]),
            Turn(
                "固件升到最新了，还是死机",
                Outcome.ANSWERED,
                _LOOKS,
                tells=["更换风扇", "开单"],
                leaves_out=["K2602-0001", "- 升级固件"],
            ),
            Turn("散热也正常", Outcome.ANSWERED, _LOOKS, leaves_out=["K2602-0001", "KB-0034"]),
            Turn("都没用，客户机器是 ME_207890，帮我开单吧", Outcome.CLARIFY, frozenset()),
            Turn("咨询工单", Outcome.PROPOSED, cards=1, decide="approve"),
        ],
        writes=_COUNTED,
        changes=frozenset({"counters"}),
        ends=[
            End(
                "tickets",
                {"summary": "Edge 8K 拍到一半就死机"},
                {
                    "sn": "ME_207890",
                    "description": "Edge 8K 拍到一半就死机\n固件升到最新了，还是死机\n散热也正常",
                },
            )
        ],
        area="desk",
    ),
    Scenario(
        "the serial number decides the product and its past is looked up",
        "proav",
        [
            Turn(
                "Our MAVO Edge hangs in 4K, S/N ME_207890. what did we do last time?",
                Outcome.ANSWERED,
                _LOOKS | {"device_history"},
                refers=frozenset({"K2512-0089"}),
            ),
            Turn("we already updated the firmware", tools=_LOOKS, leaves_out=["K2512-0089"]),
            Turn("and if that does not help?", tools=_LOOKS, tells=["open a ticket"]),
            Turn("it works now after a reset", Outcome.ANSWERED, frozenset()),
        ],
        area="desk",
    ),
    Scenario(
        "a draft is changed and it is the changed one that is sent",
        "lead",
        [
            Turn(
                "给 RMA-D-2602-0157 的客户写一封报价邮件，换主板，运费60美元",
                tools=_MAIL,
                tells=["$1,040.00"],
            ),
            Turn("运费改成80", Outcome.ANSWERED, _MAIL, tells=["$1,060.00"]),
            Turn("再加一个风扇", Outcome.ANSWERED, _MAIL, tells=["$1,125.00"]),
            Turn("语气再客气一点", Outcome.REFUSED, frozenset()),
            Turn("把它发给客户", Outcome.PROPOSED, frozenset({"send_email"}), cards=1),
            Turn("运费还是60吧，改一下", Outcome.PROPOSED, _MAIL | {"send_email"}, cards=1),
        ],
        writes={"proposals": 2},
        ends=[End("proposals", {"state": "cancelled"}, {"tool": "send_email"})],
        area="desk",
    ),
    Scenario(
        "a reply says what it is told to say",
        "market",
        [
            Turn("RMA-D-2602-0157"),
            Turn(
                "reply to the customer that we have received the camera",
                Outcome.ANSWERED,
                _MAIL,
                tells=["we have received the camera", "Dear Callum Reid"],
                leaves_out=["死机"],
            ),
            Turn("ok, send it", Outcome.PROPOSED, frozenset({"send_email"}), cards=1),
        ],
        writes={"proposals": 1},
        area="desk",
    ),
    Scenario(
        "what belongs to other fields is taken while one is asked for",
        "market",
        [
            Turn("open an RMA for the Edge 8K, no SDI output", Outcome.CLARIFY, frozenset()),
            Turn("also mention it was dropped last week", Outcome.CLARIFY, frozenset()),
            Turn("priority R1", Outcome.CLARIFY, frozenset()),
            Turn("ME_209426", Outcome.PROPOSED, cards=1),
            Turn("不对，应该是 ME_207890", Outcome.PROPOSED, cards=1),
            Turn("优先级改成 R2", Outcome.PROPOSED, cards=1),
            Turn("补充：只有 SDI1", Outcome.PROPOSED, cards=1, decide="approve"),
        ],
        writes={**_COUNTED, "proposals": 4, "running_clocks": 0},
        changes=frozenset({"counters"}),
        ends=[
            End(
                "tickets",
                {"summary": "Edge 8K, no SDI output"},
                {
                    "sn": "ME_207890",
                    "priority": "R2",
                    "description": "it was dropped last week\n只有 SDI1",
                },
            )
        ],
        area="desk",
    ),
    Scenario(
        "advice rests on cases like it and the decision stays the person's",
        "lead",
        [
            Turn("RMA-D-2602-0157 该不该批", Outcome.ANSWERED, _ADVICE, tells=["批不批由你决定"]),
            Turn("检测时要注意什么", Outcome.ANSWERED, _ADVICE, leaves_out=["由你决定"]),
            Turn("批准吧", Outcome.PROPOSED, frozenset({"move_ticket"}), cards=1),
        ],
        writes={"proposals": 1},
        area="desk",
    ),
    Scenario(
        "who repairs puts the record in form and writes no mail",
        "repair",
        [
            Turn("RMA-D-2601-0145"),
            Turn("写个维修记录", Outcome.ANSWERED, _MAIL, tells=["处理措施", "原文不变"]),
            Turn("draft a quote mail for RMA-D-2601-0145", leaves_out=["Dear"]),
        ],
        area="desk",
    ),
]
