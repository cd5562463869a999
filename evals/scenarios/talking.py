"""Stories of the thread: it, the second one, corrections, topics left and taken up, and limits."""

from assistant.model import Outcome
from evals.scenario import Scenario, Turn

_CARD = {"proposals": 1}

SCENARIOS = [
    Scenario(
        "it is the device in talk",
        "market",
        [
            Turn("ME_207890", Outcome.ANSWERED, frozenset({"device_history"})),
            Turn("它还在保吗", Outcome.ANSWERED, frozenset({"device_history"}), tells=["2027"]),
        ],
        area="talk",
    ),
    Scenario(
        "the second one is read",
        "market",
        [
            Turn("有哪些待审批的 RMA", Outcome.ANSWERED, frozenset({"find_tickets"})),
            Turn("the second one", Outcome.ANSWERED, frozenset({"read_ticket"})),
        ],
        area="talk",
    ),
    Scenario(
        "another dealer in the same question",
        "market",
        [
            Turn("ProAV 还有哪些未关闭的返厂单", tools=frozenset({"find_tickets"})),
            Turn(
                "那 Gafpa 呢", Outcome.ANSWERED, frozenset({"find_tickets"}), leaves_out=["ProAV"]
            ),
        ],
        area="talk",
    ),
    Scenario(
        "a number put right",
        "market",
        [
            Turn("K2602-0001", Outcome.ANSWERED),
            Turn(
                "no, I meant K2512-0089",
                Outcome.ANSWERED,
                frozenset({"read_ticket"}),
                refers=frozenset({"K2512-0089"}),
            ),
        ],
        area="talk",
    ),
    Scenario(
        "another topic and back to the open question",
        "market",
        [
            Turn("开个返厂单", Outcome.CLARIFY),
            Turn("K2602-0001 现在什么状态", tells=["[K2602-0001]"]),
            Turn("SDI 没有输出", Outcome.CLARIFY),
            Turn("ME_207890", Outcome.PROPOSED, cards=1),
        ],
        writes=_CARD,
        area="talk",
    ),
    Scenario(
        "the camera is one of those listed",
        "rmk",
        [
            Turn("open an RMA, SDI output dead", Outcome.CLARIFY),
            Turn(
                "dont have the serial here. list the RMAs we had before, its one of those",
                Outcome.ANSWERED,
                frozenset({"find_tickets"}),
            ),
            Turn("second one, same camera", Outcome.PROPOSED, cards=1),
        ],
        writes=_CARD,
        area="talk",
    ),
    Scenario(
        "the end of a number is enough, and tells nothing of another dealer's",
        "gafpa",
        [
            Turn(
                "whats going on with 0145",
                Outcome.ANSWERED,
                refers=frozenset({"RMA-D-2601-0145"}),
            ),
            Turn("and 0157?", Outcome.NO_EVIDENCE, leaves_out=["Callum", "RMA-D-2602-0157"]),
        ],
        area="talk",
    ),
    Scenario(
        "the dealer that owes longest, its returns, and their list",
        "boss",
        [
            Turn("哪些经销商还有欠款", Outcome.ANSWERED),
            Turn("欠最久那家,最近三个月返厂多少台", Outcome.ANSWERED, tells=["1SV", "7"]),
            Turn("比之前三个月呢", Outcome.ANSWERED, tells=["1SV"]),
            Turn("把最近这些列一下", Outcome.ANSWERED, tells=["[RMA-D-"]),
        ],
        area="talk",
    ),
    Scenario(
        "dropped is dropped",
        "market",
        [
            Turn("create an RMA", Outcome.CLARIFY),
            Turn("never mind", Outcome.ANSWERED),
            Turn("yes"),
        ],
        area="talk",
    ),
    Scenario(
        "two cards and a bare yes decide nothing",
        "market",
        [
            Turn("comment on K2602-0001: one", cards=1),
            Turn("comment on K2512-0089: two", cards=1),
            Turn("yes", Outcome.CLARIFY, frozenset(), cards=2),
        ],
        writes={"proposals": 2},
        area="talk",
    ),
    Scenario(
        "the language is the person's",
        "market",
        [
            Turn("K2602-0001 现在什么状态", tells=["客户"]),
            Turn("And how was it solved? Please answer in English", leaves_out=["客户："]),
        ],
        area="talk",
    ),
    Scenario(
        "what does not exist is not made up",
        "market",
        [
            Turn("K2699-9999", Outcome.NO_EVIDENCE),
            Turn("客户王大锤的历史", Outcome.NO_EVIDENCE, leaves_out=["[K", "[RMA"]),
            Turn("ME_000001 的保修到什么时候", Outcome.NO_EVIDENCE, leaves_out=["2027"]),
        ],
        area="limits",
    ),
    Scenario(
        "out of scope in both languages",
        "market",
        [
            Turn("明天上海天气怎么样", Outcome.REFUSED, frozenset()),
            Turn("tell me a joke about lawyers", Outcome.REFUSED, frozenset()),
            Turn("帮我订一张去深圳的机票", Outcome.REFUSED, frozenset()),
            Turn("what is the capital of Australia?", Outcome.REFUSED, frozenset()),
        ],
        area="limits",
    ),
    Scenario(
        "out of scope for a dealer and a customer too",
        "max",
        [Turn("write me a poem", Outcome.REFUSED, frozenset())],
        area="limits",
    ),
]
