"""Logs: one JSON object a line, with ids and counts, never with what people wrote."""

import logging
import sys
from typing import Any

import structlog


def set_up_logs(level: int = logging.INFO) -> None:
    """Send our own logs and the libraries' warnings to standard error as JSON lines."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, handlers=[_ToStructlog()], force=True)


class _ToStructlog(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        said: dict[str, Any] = {"logger": record.name, "said": record.getMessage()[:500]}
        if record.exc_info:
            said["exc_info"] = record.exc_info
        structlog.get_logger().log(record.levelno, "library", **said)
