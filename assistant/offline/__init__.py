"""The offline model: understands and answers without any endpoint, from rules and phrases."""

from assistant.offline.model import OfflineModel, prepare

__all__ = ["OfflineModel", "prepare"]
