"""How endpoints that speak chat completions differ, one profile per family."""

import re
from dataclasses import dataclass, replace
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

    def put_right(self, refusal: str) -> "Profile | None":
        """The profile without what an endpoint says it does not take; None where it says nothing
        of the kind.
        """
        if not _NOT_TAKEN.search(refusal):
            return None
        if "reasoning_content" in refusal:
            return replace(self, echoes_thought=not self.echoes_thought)
        if "stream_options" in refusal and self.reports_usage:
            return replace(self, reports_usage=False)
        if "parallel_tool_calls" in refusal and self.parallel_calls:
            return replace(self, parallel_calls=False)
        if "strict" in refusal and self.strict_schemas:
            return replace(self, strict_schemas=False)
        if self.limit_field in refusal:
            return replace(self, limit_field=_OTHER_LIMIT[self.limit_field])
        return None


_NOT_TAKEN = re.compile(
    r"unsupported|not supported|un(?:known|recogni[sz]ed|expected)|extra|not (?:permitted|allowed)"
    r"|must be passed|missing",
    re.IGNORECASE,
)
_OTHER_LIMIT = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
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
