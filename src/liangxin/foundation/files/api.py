"""The door of the files."""

from liangxin.foundation.files.errors import EmptyFile, FileDamaged, FileLost, FileTooLarge
from liangxin.foundation.files.forget import forget
from liangxin.foundation.files.media_types import media_type_of
from liangxin.foundation.files.models import StoredFile
from liangxin.foundation.files.serve import file_response
from liangxin.foundation.files.store import path_of, read_bytes, store

__all__ = [
    "EmptyFile",
    "FileDamaged",
    "FileLost",
    "FileTooLarge",
    "StoredFile",
    "file_response",
    "forget",
    "media_type_of",
    "path_of",
    "read_bytes",
    "store",
]
