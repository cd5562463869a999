"""Stories of faults that are told, talked about and end as a ticket, a repair or a colleague's."""

from assistant.model import Outcome
from evals.scenario import End, Scenario, Turn

_LOOKED_UP = frozenset({"find_similar_tickets", "search_knowledge"})
_COUNTED = {"tickets": 1, "events": 1, "outbox": 2, "running_clocks": 1, "milestones": 1}
_NUMBERED = frozenset({"counters"})
_TOLD = "有个客户反应机器录着录着就死了"
_REPAIR = "RMA-D-2602-0007"
_WORK = "换了电源输入板，直流口焊点开裂，老化两小时正常"

SCENARIOS = [
    Scenario(
        "a fault told by staff shows cases first and its details end in the ticket",
        "market_cn",
        [
            Turn(_TOLD, Outcome.ANSWERED, _LOOKED_UP),
            Turn("8K那款，4K 50帧", Outcome.ANSWERED, _LOOKED_UP, refers=frozenset({"K2602-0001"})),
            Turn("以前有人碰到过没，最后咋弄好的", Outcome.ANSWERED, _LOOKED_UP, tells=["8023"]),
            Turn("行，先给他建个咨询单吧，微信来的", Outcome.PROPOSED, cards=1),
            Turn("客户是Max，机身ME_207890", Outcome.PROPOSED, cards=1, decide="approve"),
        ],
        writes={**_COUNTED, "proposals": 2},
        changes=_NUMBERED,
        ends=[
            End(
                "tickets",
                {"sn": "ME_207890", "summary": _TOLD},
                {
                    "kind": "consult",
                    "source": "wechat",
                    "description": f"{_TOLD}\n8K那款，4K 50帧",
                },
            )
        ],
    ),
    Scenario(
        "a dealer that does it on its bench opens its own repair",
        "proav",
        [
            Turn("Hi, Max's camera is on our bench, the SDI out is dead", Outcome.ANSWERED),
            Turn("ME_207890. Do we have the part?", Outcome.ANSWERED),
            Turn("ok we'll do it here then, open the job", cards=1, decide="approve"),
        ],
        writes={"tickets": 1, "events": 1, "outbox": 2, "proposals": 1, "milestones": 1},
        changes=_NUMBERED,
        ends=[
            End(
                "tickets",
                {"sn": "ME_207890", "kind": "dealer_repair", "status": "open"},
            )
        ],
    ),
    Scenario(
        "a repair told roughly is put in form and finished as it was told",
        "repair",
        [
            Turn(_REPAIR),
            Turn(f"{_WORK}。写成规范点的记录", Outcome.ANSWERED, frozenset({"draft_email"})),
            Turn("可以了，就按这个提交修完", Outcome.PROPOSED, cards=1, decide="approve"),
        ],
        writes={"proposals": 1, "events": 1, "outbox": 2, "ticket_parts": 1},
        changes=frozenset({"tickets", "milestones", "running_clocks"}),
        ends=[End("tickets", {"number": _REPAIR}, {"status": "repaired", "solution": _WORK})],
        area="cards",
    ),
    Scenario(
        "the second of a list is given to a colleague by given name",
        "lead",
        [
            Turn("列出待分配的返厂单和已分配的返厂单", Outcome.ANSWERED),
            Turn("open RMA-D-2602-0002", Outcome.ANSWERED),
            Turn("let ziqiang do it", Outcome.CLARIFY, tells=["ziqiang"]),
            Turn("R2", Outcome.CLARIFY),
            Turn("gaosong", Outcome.PROPOSED, cards=1),
        ],
        writes={"proposals": 1},
        area="cards",
    ),
]
