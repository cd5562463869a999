"""How angry somebody sounds: a small lexicon in both languages."""

import re

_STRONG = re.compile(
    r"投诉|曝光|律师|起诉|法院|退货|退款|骗子|欺骗|垃圾|气愤|愤怒|忍无可忍|太过分|不可接受|无法接受|再也不"
    r"|差评|消协|12315|荒唐|离谱|lawyer|legal action|sue\b|refund|scam|unacceptable|outrageous"
    r"|furious|angry|disgust|ridiculous|never (?:again|buy)|fed up|sick of|disgrace"
    r"|terrible service"
    r"|worst|pathetic|complain(?:t|ing)? (?:about|to)|escalate this",
    re.IGNORECASE,
)
_MILD = re.compile(
    r"失望|不满|着急|催|多久了|还没|还要等|拖了|没人(?:回|管|理)|第[三四五六]次|又坏|再不|三番五次|不负责"
    r"|到底|什么时候才|disappoint|frustrat|annoy|still (?:no|waiting|not)|how (?:much )?longer"
    r"|no (?:reply|answer|response|one)|third time|again and again|weeks? (?:now|already)|waste"
    r"|nobody (?:answers|cares)|losing (?:money|patience|jobs)|!{2,}|！{2,}",
    re.IGNORECASE,
)
_READ = 4_000
ANGRY = 3


def anger(text: str) -> tuple[int, list[str]]:
    """A score (3 and more is angry) and the words it rests on."""
    head = text[:_READ]
    strong = list(dict.fromkeys(match.lower() for match in _STRONG.findall(head)))
    mild = list(dict.fromkeys(match.lower() for match in _MILD.findall(head)))
    return 2 * len(strong) + len(mild), [*strong, *mild][:6]
