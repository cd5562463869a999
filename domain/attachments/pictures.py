"""Pictures people send: whether they are whole and of a bearable size, and their thumbnails."""

import io
import warnings
from pathlib import Path
from typing import Any

from domain.errors import InvalidError
from domain.language import Text

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
_MOST_PIXELS = 60_000_000
_MOST_PIXELS_JPEG = 150_000_000  # a JPEG is decoded small, so a camera's largest may come
_SIDE = 320  # pixels of a thumbnail's longer side
_LONGEST_SIDE = 30_000
_BROKEN = Text(
    "图片已损坏，打不开，请重新导出后再发。",
    "The picture is damaged; save it anew and send it again.",
)
_HUGE = Text(
    "图片的像素太多，请缩小后再发。",
    "The picture has too many pixels; make it smaller and send it again.",
)


def thumbnail(path: Path) -> bytes:
    """A picture's thumbnail as JPEG, turned upright and without what the camera noted of it.

    Raises InvalidError when the picture cannot be decoded to its end, or is too large to be.
    """
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=_FORMATS) as picture:
                _refuse_huge(picture)
                picture.draft("RGB", (2 * _SIDE, 2 * _SIDE))
                picture.load()
                upright = ImageOps.exif_transpose(picture)
                upright.thumbnail((_SIDE, _SIDE))
                return _as_jpeg(upright)
    except InvalidError:
        raise
    except Image.DecompressionBombError:
        raise InvalidError(_HUGE) from None
    except MemoryError:
        raise InvalidError(_HUGE) from None
    except Exception:  # noqa: BLE001 - a decoder fed with anything raises anything
        raise InvalidError(_BROKEN) from None


def _refuse_huge(picture: Any) -> None:
    width, height = picture.size
    most = _MOST_PIXELS_JPEG if picture.format == "JPEG" else _MOST_PIXELS
    if width * height > most or max(width, height) > _LONGEST_SIDE:
        raise InvalidError(_HUGE)


def _as_jpeg(picture: Any) -> bytes:
    from PIL import Image

    shown = picture.convert("RGBA")
    ground = Image.new("RGB", shown.size, "white")
    ground.paste(shown, mask=shown.getchannel("A"))
    out = io.BytesIO()
    ground.save(out, "JPEG", quality=82)
    return out.getvalue()
