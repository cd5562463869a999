"""The composition root: the one place where the parts of the house are built and joined."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.background import Background, OutOfOrder
from api.live import Live
from api.panel_tokens import PanelHosts
from api.settings import Settings
from api.sweeping import Sweep
from api.tokens import Tokens, kept_secret
from assistant.budget import Budget, Limits, Prices
from assistant.masking import Masked
from assistant.model import ChatModel
from assistant.offline import OfflineModel
from assistant.openai_model import OpenAIModel
from assistant.profiles import profile_for
from assistant.prompt import Policy
from assistant.running import Assistant
from assistant.summing_up import HostedWords
from assistant.vocabulary import Vocabulary
from domain.attachments.folder import Folder
from domain.clock import Clock
from domain.database import Store
from domain.documents.wording import Letterhead, letterhead_of
from domain.enclosures import openers
from domain.errors import BusyError
from domain.handbook import renew
from domain.importing import Progress, Report, import_records, taking_turns
from domain.language import Text
from domain.models import HouseFact, Part, Product
from domain.schema import migrate
from domain.worker import Worker
from integrations.channel import channels
from integrations.mail import Mail
from integrations.web_push import WebPush, public_key
from retrieval.embedding import Embedder, EmbeddingUnavailable, make_embedder, setting_of
from retrieval.library import Library
from retrieval.store import StoreTruth
from retrieval.taking_in import DocumentReport, import_documents
from tools.tool import discover

DEMO_START = datetime.fromisoformat("2026-02-15T09:00:00+08:00")
_DEMO_STAGE = 3
_SLICE = 2.0  # seconds of embedding before the worker looks up


@dataclass
class Service:
    """Everything that was composed for one installation."""

    settings: Settings
    store: Store
    library: Library
    clock: Clock
    assistant: Assistant
    tokens: Tokens
    panel_hosts: PanelHosts
    push_key: str
    stage: int
    is_demo: bool
    import_documents: Callable[..., DocumentReport]
    worker: Worker
    live: Live
    letterhead: Letterhead
    attachments: Folder
    background: Background = field(default_factory=Background)

    def start_worker(self) -> None:
        """Keep the index fresh in the background, and make the rounds unless others do."""
        self.background.start({"index": self._keep_index})
        if self.settings.worker:
            self.worker.begin()
            self.background.start({"worker": self.worker.look, "sending": self.worker.send})
            self.background.start({"sweeping": Sweep(self.store, self.attachments).look})

    def close(self) -> None:
        """Stop the worker, finish waiting writes, let go of all files."""
        self.live.close()
        self.background.stop()
        self.library.close()
        self.store.close()

    def make_vectors(self, progress: Callable[[int], None]) -> None:
        """Embed everything that waits. Raises BusyError when the embedding does not answer."""
        try:
            self.library.embed_pending(progress=progress)
        except EmbeddingUnavailable as problem:
            raise BusyError(
                Text(
                    f"关键词都能找到，但向量没有做完：向量服务没有应答（{problem}）。"
                    "请用 bokeh-desk doctor 检查 BOKEH_EMBEDDING；服务恢复后会自动补齐。",
                    "Everything is found by keywords, but not all vectors could be made: the"
                    f" embedding does not answer ({problem}). Check BOKEH_EMBEDDING with"
                    " `bokeh-desk doctor`; the running service makes what is missing once it"
                    " answers.",
                )
            ) from problem

    def _keep_index(self) -> int:
        self.library.catch_up()
        try:
            return self.library.embed_pending(budget_s=_SLICE)
        except EmbeddingUnavailable as problem:
            raise OutOfOrder(f"the embedder is down, searching by keywords: {problem}") from problem


def build(settings: Settings, *, offline: ChatModel | None = None) -> Service:
    """Open an installation: store brought up to date, index opened, models chosen."""
    store, clock, stage, is_demo = _open(settings)
    store.write(partial(renew, now=clock.now()))
    library = Library.open(
        settings.data_dir / "index",
        StoreTruth(store),
        _embedder(settings),
        names=_words(store),
        chroma_server=settings.chroma_url,
        former=partial(_former_embedder, settings),
    )
    if is_demo:
        library.upkeep.learn_demo_vectors()
    assistant = Assistant(
        store=store,
        library=library,
        clock=clock,
        tools=discover(),
        offline=offline or OfflineModel(),
        hosted=_hosted(settings),
        budget=_budget(settings, store, clock),
        policy=Policy(settings.policy, store),
        link_hosts=frozenset(filter(None, map(str.strip, settings.link_hosts.split(",")))),
        hosted_per_minute=settings.llm_per_minute,
    )
    secret = _secret(settings)
    return Service(
        settings=settings,
        store=store,
        library=library,
        clock=clock,
        assistant=assistant,
        tokens=Tokens(secret, timedelta(hours=settings.token_hours)),
        panel_hosts=PanelHosts(secret, tuple(settings.panel_hosts.split())),
        push_key=public_key(secret),
        stage=stage,
        is_demo=is_demo,
        import_documents=partial(import_documents, store),
        worker=_worker(settings, store, clock, stage),
        live=Live(store),
        attachments=Folder(settings.data_dir / "attachments"),
        letterhead=_letterhead(settings),
    )


def open_worker(settings: Settings) -> tuple[Store, Worker]:
    """What a worker in a process of its own needs: the store and the rounds over it."""
    store, clock, stage, _ = _open(settings)
    return store, _worker(settings, store, clock, stage)


def _open(settings: Settings) -> tuple[Store, Clock, int, bool]:
    """The store in its newest shape, its clock and stage, and whether it holds the demo world."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    migrate(settings.database_path)
    store = Store(settings.database_path)
    is_demo = house_fact(store, "world") == "demo"
    clock = settings.business_clock(DEMO_START if is_demo else None)
    stage = settings.stage
    if is_demo and "stage" not in settings.model_fields_set:
        stage = _DEMO_STAGE
    return store, clock, stage, is_demo


def _worker(settings: Settings, store: Store, clock: Clock, stage: int) -> Worker:
    subject = settings.public_url or f"mailto:{settings.smtp_from or 'desk@localhost'}"
    opened = [*channels(settings), WebPush(store, _secret(settings), subject)]
    postman = next((each for each in opened if isinstance(each, Mail)), None)
    files = openers(
        store,
        folder=Folder(settings.data_dir / "attachments"),
        letterhead=_letterhead(settings),
        zone=settings.zone,
    )
    return Worker(store, clock, stage, opened, postman, files, _worder(settings, store, clock))


def _worder(settings: Settings, store: Store, clock: Clock) -> HostedWords | None:
    """The configured model wording summaries; None where there is none."""
    if not settings.llm_base_url:
        return None
    return HostedWords(
        partial(_endpoint, settings),
        is_masked=settings.llm_mask,
        names=Vocabulary(store).of,
        budget=_budget(settings, store, clock),
        clock=clock,
    )


def _letterhead(settings: Settings) -> Letterhead:
    return letterhead_of(settings.company, settings.company_address, settings.payment_details)


def _secret(settings: Settings) -> str:
    """What the installation signs with: as it was set, or kept since the first start."""
    return settings.secret.get_secret_value() or kept_secret(settings.data_dir)


def make_demo(settings: Settings, progress: Progress | None = None) -> Report | None:
    """Fill an empty installation with the demo world; None when it holds something already."""
    from domain import demo

    migrate(settings.database_path)
    store = Store(settings.database_path)
    try:
        with taking_turns(settings.database_path):
            if house_fact(store, "world") is not None or not _is_empty(store):
                return None
            report = import_records(
                store, demo.records(), now=DEMO_START, zone=settings.zone, progress=progress
            )
            store.write(lambda session: session.add(HouseFact(key="world", value="demo")))
            return report
    finally:
        store.close()


def house_fact(store: Store, key: str) -> str | None:
    with store.unbound_reader() as session:
        fact = session.get(HouseFact, key)
        return fact.value if fact else None


def _is_empty(store: Store) -> bool:
    from domain.models import User

    with store.unbound_reader() as session:
        return session.scalar(select(User.id).limit(1)) is None


def _hosted(settings: Settings) -> ChatModel | None:
    if not settings.llm_base_url:
        return None
    model = _endpoint(settings)
    return Masked(model) if settings.llm_mask else model


def _endpoint(settings: Settings) -> OpenAIModel:
    return OpenAIModel(
        base_url=settings.llm_base_url,
        api_key=settings.llm_api_key.get_secret_value(),
        model=settings.llm_model,
        profile=profile_for(settings.llm_base_url, settings.llm_profile),
        sent_tokens=settings.llm_sent_tokens,
        answer_tokens=settings.llm_answer_tokens,
    )


def _budget(settings: Settings, store: Store, clock: Clock) -> Budget:
    return Budget(
        store,
        clock,
        Limits(settings.llm_user_tokens, settings.llm_dealer_tokens, settings.llm_house_tokens),
        Prices(settings.llm_price_sent, settings.llm_price_received, settings.llm_currency),
    )


def _embedder(settings: Settings) -> Embedder | None:
    """`builtin` and `none` as they are; an address is an endpoint, anything else a model's name."""
    said = settings.embedding.strip()
    if said in ("builtin", "none"):
        return make_embedder(said)
    if said.startswith(("http://", "https://")):
        return make_embedder(
            f"endpoint:{settings.embedding_model or 'default'}",
            base_url=said,
            api_key=settings.embedding_api_key.get_secret_value(),
        )
    return make_embedder(f"st:{said}")


def _former_embedder(settings: Settings, model_id: str) -> Embedder | None:
    """The embedder an index was made with before the setting changed; None when it is gone."""
    key = settings.embedding_api_key.get_secret_value()
    try:
        return make_embedder(setting_of(model_id), base_url=settings.embedding, api_key=key)
    except ValueError:
        return None


def _words(store: Store) -> list[str]:
    """Product and part names, which must not be cut apart when text is segmented."""

    def of(session: Session) -> list[str]:
        words: list[str] = []
        for product in session.scalars(select(Product)):
            words += [product.name, product.code, *product.aliases]
        for part in session.scalars(select(Part)):
            words += [part.name_zh, part.name_en, part.sku, *part.aliases]
        return words

    with store.unbound_reader() as session:
        return of(session)
