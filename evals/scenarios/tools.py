"""Stories of every tool: what is looked up, what a card shows, what stands in the store after."""

from assistant.model import Outcome
from evals.scenario import End, Scenario, Turn

_CARD = {"proposals": 1}
_NOTED = {"proposals": 1, "events": 1, "outbox": 2}


def _read(name: str, user: str, say: str, tool: str, *tells: str) -> Scenario:
    """A look-up that uses one tool, tells what it found and leaves the store as it was."""
    turn = Turn(say, Outcome.ANSWERED, frozenset({tool}), tells=tells)
    return Scenario(name, user, [turn], area="looking up")


def _card(name: str, user: str, say: str, tool: str, *, area: str = "cards") -> Scenario:
    """A write that is proposed, cancelled, and leaves only the card behind."""
    turn = Turn(say, Outcome.PROPOSED, frozenset({tool}), cards=1, decide="cancel")
    return Scenario(name, user, [turn], writes=_CARD, area=area)


SCENARIOS = [
    _read("a ticket is read", "market", "K2602-0001", "read_ticket", "[K2602-0001]", "8023"),
    _read("tickets are listed", "market", "ProAV 还有哪些未关闭的返厂单", "find_tickets", "[RMA-"),
    _read("open RMAs in English", "market", "Which RMAs of ProAV are still open?", "find_tickets"),
    _read("a customer's history", "market", "Max Mueller 的服务历史", "customer_history", "ME_"),
    _read("a customer in English", "market", "customer history of Max Mueller", "customer_history"),
    _read("a category", "market", "SDI 没有输出应该归到哪个分类", "suggest_category", "SDI"),
    _read(
        "a category in English",
        "market",
        "which category fits SDI without output",
        "suggest_category",
        "SDI",
    ),
    _read("a part's price", "market", "SDI模块多少钱", "part_prices", "SDI"),
    _read("a part's price in English", "proav", "how much is the SDI module", "part_prices", "$"),
    _read(
        "a repair's estimate",
        "market",
        "what would it cost to repair the SDI port of an Edge 8K",
        "estimate_repair",
        "$",
    ),
    _read("my work", "repair", "what is waiting for me", "my_work"),
    _read("my work in Chinese", "market", "我有哪些待办", "my_work"),
    _read("a dealer's stock", "market", "ProAV 的库存怎么样", "stock_status", "SDI"),
    _read(
        "one's own stock",
        "proav",
        "which parts are below the safety line, any restock advice",
        "stock_status",
        "MC board",
    ),
    _read("an article", "market", "Edge 8K 高温死机怎么处理", "search_knowledge", "[KB-0023]"),
    _read(
        "a mail is drafted", "market", "draft a reply to the customer of K2602-0001", "draft_email"
    ),
    _read(
        "figures with their receipt",
        "market",
        "what were the most common problems of the Edge 8K in Europe last month",
        "query_statistics",
        "12",
    ),
    _read("a month summed up", "market", "上个月的总结", "period_summary"),
    _card(
        "a comment waits",
        "market",
        "comment on K2602-0001: the customer has updated",
        "comment_ticket",
    ),
    _card("an assignment waits", "lead", "把 RMA-C-2602-0002 分配给陈高松", "assign_ticket"),
    _card(
        "an invoice waits",
        "market",
        "给 RMA-C-2601-0004 开 PI，SDI 模块一个，运费 29 美元",
        "make_invoice",
    ),
    _card("a payment waits", "market", "RMA-D-2601-0013 paid $78 by PayPal", "record_payment"),
    _card("a restock waits", "proav", "restock 5 SDI modules", "request_restock"),
    _card(
        "a mail waits",
        "market",
        "send this mail to max@example.uk, subject: quote, text: please confirm",
        "send_email",
    ),
    _card("an article waits", "market", "把 K2602-0001 写成知识条目", "draft_article"),
    _card("a wish waits", "market", "record a wish: quick start for the Edge 8K", "add_wish"),
    _card(
        "an RMA of several devices waits",
        "market",
        "RMA for ME_207890: no picture, ME_204131: fan noise",
        "open_ticket",
    ),
    Scenario(
        "a comment is written as it was said",
        "market",
        [
            Turn(
                "comment on K2602-0001: shipped a new fan today",
                Outcome.PROPOSED,
                frozenset({"comment_ticket"}),
                cards=1,
                decide="approve",
            )
        ],
        writes={**_NOTED, "comments": 1},
        changes=frozenset({"tickets"}),
        ends=[End("comments", {"text": "shipped a new fan today"}, {"is_internal": False})],
        area="cards",
    ),
    Scenario(
        "an approved RMA is approved in the store",
        "market",
        [
            Turn("批准 RMA-D-2602-0157", Outcome.PROPOSED, frozenset({"move_ticket"}), cards=1),
            Turn("确认", Outcome.ANSWERED, refers=frozenset({"RMA-D-2602-0157"})),
        ],
        writes={**_NOTED, "documents": 1, "document_tickets": 1},
        changes=frozenset({"tickets", "milestones"}),
        ends=[End("tickets", {"number": "RMA-D-2602-0157"}, {"status": "awaiting_receipt"})],
        area="cards",
    ),
    Scenario(
        "a refusal says its reason",
        "market",
        [
            Turn("reject RMA-D-2602-0158 because information is missing", cards=1),
            Turn("yes", Outcome.ANSWERED, refers=frozenset({"RMA-D-2602-0158"})),
        ],
        writes=_NOTED,
        changes=frozenset({"tickets", "milestones"}),
        ends=[End("tickets", {"number": "RMA-D-2602-0158"}, {"status": "rejected"})],
        area="cards",
    ),
    Scenario(
        "a price asked by the word for the thing",
        "market",
        [
            Turn(
                "how much is a fan for the Edge 8K",
                Outcome.ANSWERED,
                frozenset({"part_prices"}),
                tells=["**Fan**"],
                leaves_out=["MC board"],
            )
        ],
        area="looking up",
    ),
    Scenario(
        "a card is put right",
        "lead",
        [
            Turn("把 RMA-C-2602-0002 分配给陈高松", cards=1),
            Turn("改成 R1", Outcome.PROPOSED, frozenset({"assign_ticket"}), cards=1),
            Turn("确认", Outcome.ANSWERED, refers=frozenset({"RMA-C-2602-0002"})),
        ],
        writes={"proposals": 2, "events": 1, "outbox": 4},
        changes=frozenset({"tickets", "milestones", "running_clocks"}),
        ends=[
            End("tickets", {"number": "RMA-C-2602-0002"}, {"status": "assigned", "priority": "R1"})
        ],
        area="cards",
    ),
    Scenario(
        "a wish is kept",
        "market",
        [Turn("记录一个功能期望：Edge 8K 支持快速启动", cards=1, decide="approve")],
        writes={"proposals": 1, "wishes": 1, "outbox": 1},
        changes=frozenset({"counters"}),
        ends=[End("wishes", {"title": "Edge 8K 支持快速启动"}, {"status": "new"})],
        area="cards",
    ),
]
