"""How endpoints that speak chat completions differ, one profile per family."""

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Profile:
    """What a family of endpoints takes and gives.

    `reports_usage`: takes `stream_options`. `strict_schemas`: tool schemas in the strict form.
    `parallel_calls`: takes `parallel_tool_calls`. `limit_field`: what limits the answer's length.
    `echoes_thought`: a model's reasoning has to be sent back with its tool calls.
    """

    reports_usage: bool = True
    strict_schemas: bool = False
    parallel_calls: bool = True
    limit_field: str = "max_tokens"
    echoes_thought: bool = False


PROFILES = {
    "openai": Profile(limit_field="max_completion_tokens"),
    "openai_strict": Profile(limit_field="max_completion_tokens", strict_schemas=True),
    "deepseek": Profile(parallel_calls=False, echoes_thought=True),
    "qwen": Profile(),
    "vllm": Profile(),
    "ollama": Profile(parallel_calls=False),
    "plain": Profile(reports_usage=False, parallel_calls=False),
}
_HOSTS = {
    "openai.com": "openai",
    "openai.azure.com": "openai",
    "deepseek.com": "deepseek",
    "aliyuncs.com": "qwen",
}
_PORTS = {11434: "ollama"}


def profile_for(base_url: str, name: str = "") -> Profile:
    """The profile of that name, else the one that the address tells, else vLLM's.

    Raises ValueError for a name that there is no profile of.
    """
    if name:
        if name not in PROFILES:
            raise ValueError(f"there is no profile {name}; there are {', '.join(PROFILES)}")
        return PROFILES[name]
    place = urlsplit(base_url)
    host = place.hostname or ""
    for ending, family in _HOSTS.items():
        if host == ending or host.endswith(f".{ending}"):
            return PROFILES[family]
    return PROFILES[_PORTS.get(place.port or 0, "vllm")]
