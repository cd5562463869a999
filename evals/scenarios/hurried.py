"""Stories of hurried people: several questions at once, small words, what was meant by they."""

from assistant.model import Outcome
from evals.scenario import End, Scenario, Turn

_WRITES = frozenset({"add_wish", "open_ticket", "comment_ticket", "move_ticket"})

_BOTH_PARTS = {
    "items": [
        {"sku": "S1-011-013-01", "quantity": 5},
        {"sku": "S1-010-006-01", "quantity": 2},
    ]
}

SCENARIOS = [
    Scenario(
        "own tickets, then narrowed to a priority",
        "market",
        [
            Turn("我有哪些没结的单子", Outcome.ANSWERED, frozenset({"find_tickets"}), tells=["7"]),
            Turn("R1 的呢", Outcome.NO_EVIDENCE, frozenset({"find_tickets"})),
        ],
        area="talk",
    ),
    Scenario(
        "a wish is read by its number",
        "rnd",
        [
            Turn(
                "FR-2025-0089 是什么",
                Outcome.ANSWERED,
                frozenset({"read_ticket"}),
                tells=["FR-2025-0089", "8027"],
            ),
        ],
        area="reads",
    ),
    Scenario(
        "a dealer learns nothing of a wish",
        "proav",
        [
            Turn(
                "what is FR-2025-0089",
                Outcome.NO_EVIDENCE,
                frozenset({"read_ticket"}),
                leaves_out=["8027", "Quick start"],
            ),
        ],
        area="permissions",
    ),
    Scenario(
        "two questions in one message are both answered",
        "proav",
        [
            Turn(
                "SDI模块多少钱？另外我们库存里还有几个SDI模块",
                Outcome.ANSWERED,
                frozenset({"part_prices", "stock_status"}),
                tells=["69", "5"],
            ),
        ],
        area="talk",
    ),
    Scenario(
        "a name that several parts share is taken with the first, and shown whole",
        "proav",
        [Turn("补 5 个SDI模块和两块Back board", Outcome.PROPOSED, cards=1)],
        writes={"proposals": 1},
        ends=[End("proposals", {"tool": "request_restock"}, {"arguments": _BOTH_PARTS})],
        area="talk",
    ),
    Scenario(
        "they are those who were spoken of",
        "lead",
        [
            Turn("看看ProAV的库存", Outcome.ANSWERED, frozenset({"stock_status"})),
            Turn("他们欠款多少", Outcome.ANSWERED, frozenset({"stock_status"}), tells=["ProAV"]),
        ],
        area="talk",
    ),
    Scenario(
        "a question is no wish to be written down",
        "market",
        [
            Turn("FR-2025-0089", Outcome.ANSWERED, frozenset({"read_ticket"})),
            Turn("谁想要这个功能", cards=0),
        ],
        forbidden=_WRITES,
        area="talk",
    ),
    Scenario(
        "only what is to be decided, and the first of it",
        "lead",
        [
            Turn("what do I need to approve", tells=["RMA-D-2602-0157"], leaves_out=["Overdue"]),
            Turn("approve the first one", Outcome.PROPOSED, cards=1),
            Turn("who should fix RMA-D-2602-0157", Outcome.CLARIFY, tells=["Suited"]),
        ],
        writes={"proposals": 1},
        area="talk",
    ),
    Scenario(
        "an inspection told in one line, then more that was found",
        "repair",
        [
            Turn(
                "RMA-C-2602-0006 opened it, SDI port is loose, replace the SDI module, about $69",
                Outcome.PROPOSED,
                cards=1,
            ),
            Turn("no wait, fan is dead too, replace both, $134 in total", cards=1),
        ],
        writes={"proposals": 2},
        ends=[
            End("proposals", {"state": "pending"}, {"tool": "move_ticket"}),
            End("tickets", {"number": "RMA-C-2602-0006"}, {"status": "received"}),
        ],
        area="talk",
    ),
    Scenario(
        "the dealer of a request is asked on it, by no mail",
        "market",
        [
            Turn("which RMAs are waiting for approval?", Outcome.ANSWERED),
            Turn(
                "for the second one ask the dealer for a short video first",
                Outcome.PROPOSED,
                frozenset({"read_ticket", "move_ticket"}),
                cards=1,
            ),
        ],
        writes={"proposals": 1},
        forbidden=frozenset({"send_email", "draft_email"}),
        area="talk",
    ),
    Scenario(
        "a dealer's own repair is logged, and a question dropped for another",
        "proav",
        [
            Turn("open a ticket, the Edge 8K freezes", Outcome.CLARIFY),
            Turn("hang on, drop that, I'll ask him first", Outcome.ANSWERED, frozenset()),
            Turn(
                "we replaced the fan on ME_207890 ourselves, please log it",
                Outcome.PROPOSED,
                frozenset({"open_ticket"}),
                cards=1,
            ),
        ],
        writes={"proposals": 1},
        ends=[End("proposals", {"state": "pending"}, {"tool": "open_ticket"})],
        area="talk",
    ),
]
