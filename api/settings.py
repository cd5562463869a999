"""Every setting, read in one place: environment variables `BOKEH_…` or a `.env` file."""

from datetime import datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.origins import canonical_origin
from assistant.profiles import profile_for
from domain.clock import Clock
from domain.push_services import SERVICES


class Settings(BaseSettings):
    """The configuration of one installation; each field's description is what the README lists."""

    model_config = SettingsConfigDict(
        env_prefix="BOKEH_", env_file=".env", env_file_encoding="utf-8", extra="ignore"
    )

    data_dir: Annotated[Path, Field(description="where the store, index and secret are kept")] = (
        Path("data")
    )
    database_url: Annotated[
        str, Field(description="the ticket store; default: `bokeh.db` in the data directory")
    ] = ""
    llm_base_url: Annotated[
        str, Field(description="an OpenAI-compatible endpoint; unset: the built-in offline model")
    ] = ""
    llm_api_key: Annotated[SecretStr, Field(description="the endpoint's key")] = SecretStr("")
    llm_model: Annotated[str, Field(description="the model's name at the endpoint")] = "gpt-4o-mini"
    llm_profile: Annotated[
        str,
        Field(
            description="how the endpoint differs: `openai`, `openai_strict`, `deepseek`, `qwen`, "
            "`vllm`, `ollama`, `plain`; unset: told from its address"
        ),
    ] = ""
    llm_sent_tokens: Annotated[
        int, Field(ge=2_000, description="the most tokens that one request sends")
    ] = 6_000
    llm_answer_tokens: Annotated[
        int, Field(ge=200, description="the most tokens of one answer")
    ] = 2_000
    llm_user_tokens: Annotated[
        int, Field(ge=0, description="tokens a day for each user; 0: no limit")
    ] = 0
    llm_dealer_tokens: Annotated[
        int, Field(ge=0, description="tokens a day for each dealer; 0: no limit")
    ] = 0
    llm_house_tokens: Annotated[
        int, Field(ge=0, description="tokens a day for everybody together; 0: no limit")
    ] = 0
    llm_price_sent: Annotated[
        Decimal, Field(ge=0, le=100_000, description="the price of a million tokens sent")
    ] = Decimal(0)
    llm_price_received: Annotated[
        Decimal, Field(ge=0, le=100_000, description="the price of a million tokens received")
    ] = Decimal(0)
    llm_currency: Annotated[str, Field(description="the currency of those prices")] = "USD"
    llm_per_minute: Annotated[
        int,
        Field(ge=0, description="messages a minute to a hosted model for each user; 0: no limit"),
    ] = 30
    llm_mask: Annotated[
        bool,
        Field(
            description="keep mails, phones, addresses and names of customers from a hosted model"
        ),
    ] = True
    link_hosts: Annotated[
        str, Field(description="hosts that an answer may link to, with commas; ours always")
    ] = ""
    policy: Annotated[
        Path | None,
        Field(description="what a hosted model is told while nothing was saved in the product"),
    ] = None
    embedding: Annotated[
        str,
        Field(
            description="`builtin`, `none`, a sentence-transformers name or path, or the address "
            "of an OpenAI-compatible embeddings endpoint"
        ),
    ] = "builtin"
    embedding_model: Annotated[str, Field(description="the model's name at that endpoint")] = ""
    embedding_api_key: Annotated[SecretStr, Field(description="that endpoint's key")] = SecretStr(
        ""
    )
    chroma_url: Annotated[
        str, Field(description="a chroma server (host:port); unset: embedded in this process")
    ] = ""
    secret: Annotated[
        SecretStr,
        Field(description="signs tokens; unset: made once and kept in the data directory"),
    ] = SecretStr("")
    timezone: Annotated[str, Field(description="the business time zone")] = "Asia/Shanghai"
    stage: Annotated[
        int, Field(ge=1, le=3, description="1 staff only, 2 dealers too, 3 end customers too")
    ] = 2
    clock: Annotated[
        datetime | None, Field(description="ISO time at which the business clock starts")
    ] = None
    worker: Annotated[
        bool, Field(description="whether serving also tells people, fires clocks and sends mails")
    ] = True
    public_url: Annotated[str, Field(description="the address in mails that leads here")] = (
        "http://127.0.0.1:8000"
    )
    smtp_host: Annotated[str, Field(description="the mail server; unset: no mail leaves")] = ""
    smtp_port: Annotated[int, Field(ge=1, le=65535, description="its port")] = 587
    smtp_username: Annotated[str, Field(description="the account there, if it asks for one")] = ""
    smtp_password: Annotated[SecretStr, Field(description="the account's password")] = SecretStr("")
    smtp_from: Annotated[str, Field(description="the sender's address")] = ""
    smtp_tls: Annotated[
        Literal["starttls", "tls", "none"], Field(description="how the connection is encrypted")
    ] = "starttls"
    host: Annotated[str, Field(description="the address to serve on")] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535, description="the port to serve on")] = 8000
    push_services: Annotated[
        str,
        Field(description="push services that browsers may subscribe at; the known ones"),
    ] = " ".join(SERVICES)
    panel_hosts: Annotated[
        str,
        Field(description="origins of other sites whose pages may hold the panel, with spaces"),
    ] = ""
    token_hours: Annotated[int, Field(ge=1, description="how long a sign-in lasts")] = 12

    company: Annotated[str, Field(max_length=120, description="whose name stands on papers")] = ""
    company_address: Annotated[
        str, Field(max_length=500, description="where devices are sent to, on papers")
    ] = ""
    payment_details: Annotated[
        str, Field(max_length=1_000, description="how an invoice is to be paid, printed on it")
    ] = ""
    attachment_mb: Annotated[
        int, Field(ge=1, le=10_000, description="the largest video or archive taken, in megabytes")
    ] = 200

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"there is no time zone {name}") from None
        return name

    @field_validator("llm_profile")
    @classmethod
    def _known_profile(cls, name: str) -> str:
        profile_for("", name)
        return name

    @field_validator("panel_hosts")
    @classmethod
    def _origins(cls, hosts: str) -> str:
        return " ".join(canonical_origin(each) for each in hosts.replace(",", " ").split())

    @field_validator("database_url")
    @classmethod
    def _sqlite_only(cls, url: str) -> str:
        if url and not url.startswith("sqlite:///"):
            raise ValueError("only sqlite:///PATH is supported so far")
        return url

    @cached_property
    def database_path(self) -> Path:
        if self.database_url:
            return Path(self.database_url.removeprefix("sqlite:///"))
        return self.data_dir / "bokeh.db"

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def business_clock(self, start: datetime | None = None) -> Clock:
        """The clock of `BOKEH_CLOCK`, else of `start`, else the real one."""
        moment = self.clock or start
        return Clock.starting_at(moment, self.zone) if moment else Clock(self.zone)
