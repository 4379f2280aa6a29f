"""Pictures: decoded from the first pixel to the last, and copied smaller where whoever reads them may not be able to open them."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from core.files.kinds import KINDS, Finding, RefusedError

MOST_PIXELS = 40_000_000
# A page of A4 stays readable; a telephone's picture of it comes down to a tenth of its bytes.
COPY_SIDE, COPY_FROM = 2400, 3000
_FORMATS = {"jpg": ["JPEG", "MPO"], "png": ["PNG"], "heic": ["HEIF"]}


def inspect(file: BinaryIO, code: str, copy: Path) -> Finding:
    """Decode, and write a JPEG of it to `copy` where it is HEIC or very large. Raises RefusedError."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    if code == "heic":
        # 50 MB of decoders that no other kind needs.
        from pillow_heif import register_heif_opener

        register_heif_opener(thumbnails=False, decode_threads=1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return _decode(file, code, copy)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise RefusedError("too_many_pixels") from error
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, RuntimeError, Warning) as error:
            raise RefusedError("broken") from error


def _decode(file: BinaryIO, code: str, copy: Path) -> Finding:
    file.seek(0)
    with Image.open(file, formats=_FORMATS[code]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise RefusedError("too_many_pixels")
        is_copied = code == "heic" or max(picture.size) > COPY_FROM
        if code == "jpg" and is_copied:
            # Every block is still read; only its pixels are put together on a smaller scale.
            picture.draft(None, (COPY_SIDE, COPY_SIDE))
        picture.load()
        if is_copied:
            _write_copy(picture, copy)
    return Finding(KINDS[code], has_copy=is_copied)


def _write_copy(picture: Image.Image, copy: Path) -> None:
    """The right way up, on white, and without where and when it was taken."""
    picture.thumbnail((COPY_SIDE, COPY_SIDE))
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in {"RGBA", "LA", "PA", "P"}:
        upright = upright.convert("RGBA")
        page = Image.new("RGB", upright.size, "white")
        page.paste(upright, mask=upright.getchannel("A"))
        upright = page
    upright.convert("RGB").save(copy, "JPEG", quality=85, optimize=True)
