"""What is counted of the conversation, for `/metrics`: turns, tools, the hosted model's use."""

from prometheus_client import Counter, Histogram

_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 12, 30, 60, 120)

TURN_SECONDS = Histogram(
    "bokeh_turn_seconds", "Whole turns", ("outcome", "model"), buckets=_SECONDS
)
TOOL_SECONDS = Histogram("bokeh_tool_seconds", "Tool calls", ("tool", "ok"), buckets=_SECONDS)
MODEL_SECONDS = Histogram(
    "bokeh_model_seconds", "Completions of the hosted model", ("model",), buckets=_SECONDS
)
MODEL_TOKENS = Counter(
    "bokeh_model_tokens", "Tokens of the hosted model", ("model", "direction", "counted")
)
MODEL_COST = Counter("bokeh_model_cost", "Cost of the hosted model", ("model", "currency"))
MODEL_FALLBACKS = Counter(
    "bokeh_model_fallbacks", "Turns that the offline model took over", ("reason",)
)
CARDS = Counter("bokeh_cards", "Cards decided", ("tool", "state"))
