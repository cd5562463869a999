"""Which tool a message wants: the classifier's scores, under the gates that ids and names set."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from functools import cache

from assistant.model import OfferedTool
from assistant.offline import acts, its_words, pointers, remedies, schemas
from assistant.offline.brands import with_ours
from assistant.offline.features import is_ours, tokens_of, words_of
from assistant.offline.folded import Folded
from assistant.offline.intents import NO_TOOL, OUT_OF_SCOPE, SMALL_TALK, classifier
from assistant.offline.mentions import Heard, means_now
from assistant.offline.people import with_people
from assistant.offline.turn import Turn
from tools.tool import Effect

ACT = 0.6  # measured on phrases kept apart: four of five acted on, 98 % of them right
ACT_ON_STRANGE = 0.9
ACT_ON_SMALL_TALK = 0.6
_SPEAKS_FOR_ITSELF = 0.9
_WITHOUT_ITS_ID = 0.3
_SAID = ("period", "person")
_PLACES = ("region", "country")
_CROWDED = 0.02  # for several where there is a place for one, or a question to be written down
_ONE_OF = ("dealer", "product", "period")
_WITHOUT_PLACE = 0.3  # for one of these that was said
_TOLD_BY = 4
_IDS = ("ticket_number", "sn")
_ASKS_WHO = re.compile(
    r"(?:请问|那么?|and |so |but )?(?:谁|哪[个些家位里]|什么时候|何时|为什么|为何|为啥"
    r"|(?:who|whose|which|when|why|where)(?![a-z]))"
)
_ASKS_WHY = re.compile(r"[^\w]*(?:请问|那么?|and |so |but )?(?:为什么|为何|为啥|why(?![a-z]))")
_PARTS = ("part", "part_like", "sku")
_ELLIPTIC = 6  # words (pairs of Han characters) of a message that may leave out what it is about
_UNSAID = 0.85  # how likely it does
_HINT = 0.05  # of the tool in the words themselves: an id alone is told by the tool that shows it
_LEAST = 1e-6
# What asks only what is known of a device by itself: its firmware, its batch.
_ITS_FACTS = re.compile(
    r"(?=.*(?:固件|版本|批次))(?:固件|版本|批次|[的是个号呢吗了啊在用跑装刷?.!, ]|什么|多少|哪"
    r"|几|现在|目前|当前|[查看问]一?下|看看|帮我|麻烦|请)+"
)
ON_FAULTS = frozenset({"find_similar_tickets", "search_knowledge"})
_RARE = ("email", "tracking", "carrier")
_OWN = ("product", "family", "part", "sku", "sn", "ticket_number", "article", "dealer", "customer")


@dataclass(frozen=True)
class Wish:
    """Classes with their probabilities, likeliest first; `certain` when an id alone decided."""

    ranked: tuple[tuple[str, float], ...]
    certain: bool = False
    ours: bool = True  # the message speaks of our business
    says_words: bool = True

    @property
    def name(self) -> str:
        return self.ranked[0][0]

    @property
    def score(self) -> float:
        return self.ranked[0][1]

    def but_for(self, names: Container[str]) -> "Wish":
        """The same without these classes, none of the others any likelier for it."""
        ranked = tuple(each for each in self.ranked if each[0] not in names)
        return replace(self, ranked=ranked)

    @property
    def is_clear(self) -> bool:
        """Clear enough to act on; more is asked of a message that names nothing of ours."""
        if self.certain:
            return True
        if self.name in SMALL_TALK:
            return self.score >= ACT_ON_SMALL_TALK
        return self.score >= (ACT if self.ours or self.name in NO_TOOL else ACT_ON_STRANGE)


def wish_of(turn: Turn, heard: Heard | None = None) -> Wish:
    """What the message (or another text of this conversation) wants."""
    heard = heard or turn.heard
    told = bare_value(turn, heard) or _exampled(turn, heard) or _its_facts(turn, heard)
    if told:
        return Wish(((told, 1.0),), certain=True)
    masked = _request(with_people(heard).masked())
    scores = _with_gates(turn, heard, _scores(turn, heard, masked))
    if is_foreign(heard) and _is_beside_a_fault(turn, heard):
        scores = _but(scores, OUT_OF_SCOPE, 1 / max(_LEAST, 1 - scores.get(OUT_OF_SCOPE, 0.0)))
    elif is_foreign(heard):
        scores = {OUT_OF_SCOPE: 1.0 - sum(scores.values()) * 0.1, **_but(scores, OUT_OF_SCOPE, 0.1)}
    ours = is_ours(masked, classifier().known) or any(
        its_words.is_told(offered, heard)
        or its_words.likelier_by(offered, heard) >= its_words.PLAINLY
        for offered in turn.tools.values()
    )
    ranked = tuple(sorted(scores.items(), key=lambda pair: -pair[1]))
    return Wish(ranked, ours=ours, says_words=bool(words_of(tokens_of(masked))))


def _request(masked: str) -> str:
    """What asks: of a letter with its address only what stands before its text says what to do."""
    head, blank, letter = masked.partition("\n\n")
    return head if blank and letter.strip() and "⟨email⟩" in head else masked


def _scores(turn: Turn, heard: Heard, masked: str) -> dict[str, float]:
    """The classifier's scores of the clearest reading of the message.

    It is read as it stands, and, where it points at something or is too short to say what it is
    about, with what the conversation is about in its place: `who has it`, `any news`.
    """
    plain = _behind(turn, heard, masked)
    best, clearest = plain, max(plain.values())
    for sign, weight in _left_out(turn, heard, masked):
        scores = classifier().scores(pointers.with_pointed_at(masked, sign))
        name = max(scores, key=lambda each: scores[each])
        hinted = weight == 1.0 or plain.get(name, 0.0) >= _HINT
        fits = name in turn.tools and its_words.takes(turn.tools[name], sign) and hinted
        if fits and scores[name] * weight > clearest:
            best, clearest = scores, scores[name] * weight
    return best


def _left_out(turn: Turn, heard: Heard, masked: str) -> Iterator[tuple[str, float]]:
    """The kinds of things in talk that the message may be about, each with how likely that is."""
    signs = list(dict.fromkeys(turn.thread.signs()))
    if any(heard.of(kind) for kind in (*_IDS, "customer", "wish", "article")):
        return
    points = pointers.points_back(heard)
    if pointers.means_somebody(heard) and "customer" in signs:
        yield "customer", 1.0
    elif points and signs:
        yield signs[0], 1.0
    elif heard is turn.heard and 0 < len(words_of(tokens_of(masked))) <= _ELLIPTIC:
        yield from ((sign, _UNSAID) for sign in signs[:2])


def _behind(turn: Turn, heard: Heard, masked: str) -> dict[str, float]:
    """What a message means, said behind the last tool, or in a form that is open.

    One that names its own ticket or device and is plain by itself means the same anywhere.
    """
    if any(heard.of(kind) for kind in _IDS):
        scores = classifier().scores(masked)
        if max(scores.values()) >= _SPEAKS_FOR_ITSELF:
            return scores
    last, asked = turn.thread.last, turn.thread.ask
    open_form = asked is not None and _writes(turn, asked.tool)
    before = asked.tool if asked and open_form else last.call.name if last else ""
    return classifier().scores(masked, before if heard is turn.heard else "")


def _writes(turn: Turn, name: str) -> bool:
    return name in turn.tools and turn.tools[name].tool.effect is Effect.WRITE


def _with_gates(turn: Turn, heard: Heard, scores: dict[str, float]) -> dict[str, float]:
    """The scores where a tool that needs an id is less likely for a message that has none.

    So is every other one where just one tool has a place for a value that was said.
    """
    pointing = pointers.points_back(heard)
    gated = dict(scores)
    today = turn.request.now.date()
    narrowing = {e.kind for e in heard.mentions if e.kind in _SAID and not means_now(e, today)}
    narrowing |= {e.kind for e in heard.mentions if e.kind in _PLACES}
    leaving_out = {name for name, each in turn.tools.items() if its_words.leaves_out(each, heard)}
    is_settled = _is_settled(turn, heard, scores)
    for name, offered in turn.tools.items():
        lacking = [
            each for each in _needs(offered)
            if each[0] in _IDS and not any(heard.of(kind) for kind in each)
        ]  # fmt: skip
        if name in gated and lacking and not pointing and not any(turn.thread.spoken_of):
            gated[name] *= _WITHOUT_ITS_ID
        elif name in gated and offered.tool.effect is Effect.READ:
            gated[name] *= 1.0 if is_settled else its_words.likelier_by(offered, heard)
            unplaced = [kind for kind in narrowing if not its_words.takes(offered, kind)]
            crowded = [kind for kind in _ONE_OF if its_words.takes_fewer(offered, kind, heard)]
            gated[name] *= _WITHOUT_PLACE ** len(unplaced) * _CROWDED ** len(crowded)
            if leaving_out and name not in leaving_out:
                gated[name] *= _CROWDED  # it would show just what is not wanted
    last = turn.thread.last
    if last and last.call.name in gated and pointers.means_them(heard):
        gated[last.call.name] *= _TOLD_BY  # what was just looked up about them is asked further
    for name in gated:
        if _asks_rather(turn, heard, name):
            gated[name] *= _CROWDED
    for only in _only_places(turn, heard):
        gated = {n: each * (1 if n == only else _WITHOUT_ITS_ID) for n, each in gated.items()}
    total = sum(gated.values())
    return {name: score / total for name, score in gated.items()}


def _asks_rather(turn: Turn, heard: Heard, name: str) -> bool:
    """Whether a message asks who, when or why, where a tool would write something."""
    text, offered = heard.folded.folded, turn.tools.get(name)
    if offered is None or not _ASKS_WHO.match(text):
        return False
    return _writes_words(offered) or (_writes(turn, name) and bool(_ASKS_WHY.match(text)))


def _is_settled(turn: Turn, heard: Heard, scores: dict[str, float]) -> bool:
    """Whether it is plain that no figure is meant: something is to be done, or a part is kept."""
    likeliest = max(scores, key=lambda each: scores[each])
    offered = turn.tools.get(likeliest)
    if offered is None or scores[likeliest] < ACT_ON_STRANGE:
        return False
    if offered.tool.effect is Effect.WRITE:
        return not any(its_words.only_counts(each, heard) for each in turn.tools.values())
    if its_words.may_tell(offered, heard):
        return not any(its_words.is_counted(each, heard) for each in turn.tools.values())
    parts = any(heard.of(kind) for kind in _PARTS)
    return parts and not heard.of("period") and its_words.takes(offered, "part")


def _writes_words(offered: OfferedTool) -> bool:
    """Whether a tool would write down what is said: a question is none to be written down."""
    kinds = (schemas.kinds_of(each)[0] for each in schemas.properties(offered).values())
    return offered.tool.effect is Effect.WRITE and "text" in kinds


def _only_places(turn: Turn, heard: Heard) -> set[str]:
    """The tools that alone have a place for a mail address or the like that was said."""
    places: dict[str, list[str]] = {kind: [] for kind in _RARE if heard.of(kind)}
    for name, offered in turn.tools.items() if places else ():
        taken = {schemas.slot_kind(each) for each in schemas.properties(offered).values()}
        for kind in taken & places.keys():
            places[kind].append(name)
    return {names[0] for names in places.values() if len(names) == 1}


def names_ours(heard: Heard) -> bool:
    return any(heard.of(kind) for kind in _OWN)


def _is_beside_a_fault(turn: Turn, heard: Heard) -> bool:
    """Whether another maker's thing is told of behind a fault: `the card is a Samsung`."""
    last = turn.thread.last
    return last is not None and last.call.name in ON_FAULTS and not remedies.asks(heard.text)


def is_foreign(heard: Heard) -> bool:
    """Another maker's product is named, nothing of ours, and not as an accessory to ours."""
    if not heard.of("foreign") or names_ours(heard):
        return False
    return not with_ours(heard.folded.folded)


def bare_value(turn: Turn, heard: Heard) -> str | None:
    """The read tool that needs just the one value which is all the message says."""
    kinds = {each.kind for each in heard.mentions if each.kind != "product"}
    if len(kinds) != 1 or acts.rest(heard):
        return None
    return next(readers_of(turn, kinds), None)


def _its_facts(turn: Turn, heard: Heard) -> str | None:
    """The reader of the one device whose firmware or batch is all that is asked."""
    named, text = heard.of("sn"), heard.folded.folded
    if len(named) != 1 or not _ITS_FACTS.fullmatch(text[: named[0].start] + text[named[0].end :]):
        return None
    return next(readers_of(turn, {"sn"}), None)


def _exampled(turn: Turn, heard: Heard) -> str | None:
    """The tool that has this very message as an example: help shows them to be sent."""
    said = _letters(heard.folded.folded)
    for name, offered in turn.tools.items():
        examples = [each for told in offered.tool.examples.values() for each in told]
        if said in _all_letters(tuple(examples)):
            return name
    return None


@cache
def _all_letters(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_letters(Folded.of(each).folded) for each in texts)


def _letters(folded: str) -> str:
    return "".join(each for each in folded if each.isalnum())


def readers_of(turn: Turn, kinds: Container[str]) -> Iterator[str]:
    """The read tools that need just one value, of one of these kinds."""
    for name, offered in turn.tools.items():
        needs = _needs(offered) if offered.tool.effect is Effect.READ else []
        if len(needs) == 1 and any(kind in kinds for kind in needs[0]):
            yield name


def _needs(offered: OfferedTool) -> list[tuple[str, ...]]:
    """For each value a tool cannot do without, the kinds of mentions that give it."""
    wanted = schemas.properties(offered)
    required = offered.schema.get("required") or ()
    return [schemas.kinds_of(wanted[name]) for name in required if name in wanted]


def _but(scores: dict[str, float], left_out: str, share: float) -> dict[str, float]:
    return {name: score * share for name, score in scores.items() if name != left_out}
