"""Stories of figures: a manager, the head of the desk, a dealer, and what nobody is given."""

from assistant.model import Outcome
from evals.scenario import Scenario, Turn

_FIGURES = frozenset({"query_statistics"})

SCENARIOS = [
    Scenario(
        "a manager looks closer step by step",
        "boss",
        [
            Turn("去年每个季度的返厂量", Outcome.ANSWERED, _FIGURES, tells=["2025-Q1", "n = "]),
            Turn("按地区看", Outcome.ANSWERED, _FIGURES, tells=["欧洲"]),
            Turn("只看过保的", Outcome.ANSWERED, _FIGURES, tells=["过保"]),
            Turn("同比", Outcome.ANSWERED, _FIGURES, tells=["2024-01-01"]),
        ],
        area="figures",
    ),
    Scenario(
        "a manager asks for what is not kept",
        "boss",
        [
            Turn("how satisfied were customers last month", Outcome.REFUSED),
            Turn("Edge 8K 的返修率是多少", Outcome.REFUSED, _FIGURES, tells=["销量"]),
        ],
        area="figures",
    ),
    Scenario(
        "the head of the desk sees who has what open, and the tickets behind it",
        "lead",
        [
            Turn("open RMAs per stage", Outcome.ANSWERED, _FIGURES, tells=["Open tickets"]),
            Turn("those tickets please", Outcome.ANSWERED, _FIGURES, tells=["stand behind"]),
        ],
        area="figures",
    ),
    Scenario(
        "a dealer's figures are of its own customers",
        "proav",
        [
            Turn(
                "去年各类故障有多少",
                Outcome.ANSWERED,
                _FIGURES,
                tells=["只含自己客户的数据"],
                leaves_out=["Gafpa", "1SV", "RMK"],
            ),
            Turn("how much do we owe", Outcome.ANSWERED, leaves_out=["Gafpa"]),
        ],
        area="figures",
    ),
    Scenario(
        "a dealer is not offered the other dealers",
        "gafpa",
        [
            Turn(
                "rank the dealers by RMAs last year",
                Outcome.REFUSED,
                leaves_out=["ProAV", "1SV", "RMK", "DP Gadget"],
            ),
            Turn("去年每个经销商的返厂量", Outcome.REFUSED, leaves_out=["ProAV", "1SV", "RMK"]),
        ],
        area="figures",
    ),
]
