"""Photographs as the treatment record takes them: finished, and no larger than the page can show."""

from dataclasses import dataclass

from sclerochart.domain.photo import Photo

DPI = 200
BOX_MM = (84.0, 92.0)
"""The largest width and height of a photograph in the treatment record."""

BOX_PX = (round(BOX_MM[0] * DPI / 25.4), round(BOX_MM[1] * DPI / 25.4))
"""The same in pixels."""


@dataclass(frozen=True, slots=True)
class PrintedPhoto:
    """A photograph as it will be printed: a JPEG without metadata and its size in pixels, upright."""

    photo: Photo
    jpeg: bytes
    width: int
    height: int
