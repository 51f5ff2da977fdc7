"""The keys of encrypted fields and blind indexes, from the environment; nothing is ever encrypted without one.

LIANGXIN_FIELD_KEYS="2026:<32 hex>,2025:<32 hex>": the first encrypts, all decrypt, so that keys change without a stop
(`rotate`). LIANGXIN_INDEX_KEY="<64 hex>" makes blind indexes.
"""

from __future__ import annotations

import base64
import os
import re
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from liangxin.kernel.refusal import Refusal, RefusalKind
from liangxin.kernel.text import plain

NONCE, TAG = 12, 16


class CannotDecrypt(Refusal):
    code, kind = "fields.cannot_decrypt", RefusalKind.UNAVAILABLE
    sentence, remedy = "加密内容无法解开（密钥编号%(key)s）。", "请告知管理员核对LIANGXIN_FIELD_KEYS中是否仍有该密钥。"


@dataclass(frozen=True)
class KeyRing:
    """SM4 keys by id, the one that encrypts first."""

    keys: tuple[tuple[str, bytes], ...]

    @property
    def current(self) -> str:
        return self.keys[0][0]

    def encrypt(self, plaintext: str, purpose: str) -> str:
        """`<key id>:<base64 of nonce, ciphertext, tag>`; SM4-GCM, bound to the purpose so that columns do not mix."""
        key_id, key = self.keys[0]
        nonce = os.urandom(NONCE)
        cipher = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
        cipher.authenticate_additional_data(purpose.encode())
        sealed = nonce + cipher.update(plaintext.encode()) + cipher.finalize() + cipher.tag
        return f"{key_id}:{base64.b64encode(sealed).decode()}"

    def decrypt(self, stored: str, purpose: str) -> str:
        """The plaintext; CannotDecrypt if the key is gone, or the content is damaged or belongs to another column."""
        key_id, _, body = stored.partition(":")
        key = dict(self.keys).get(key_id)
        if key is None:
            raise CannotDecrypt(key=key_id)
        try:
            sealed = base64.b64decode(body, validate=True)
            nonce, text, tag = sealed[:NONCE], sealed[NONCE:-TAG], sealed[-TAG:]
            cipher = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
            cipher.authenticate_additional_data(purpose.encode())
            return (cipher.update(text) + cipher.finalize()).decode()
        except (InvalidTag, ValueError) as error:
            raise CannotDecrypt(key=key_id) from error


def key_ring() -> KeyRing:
    """The ring of the settings; ImproperlyConfigured, with the variable's name, if there is none or it is malformed."""
    return _ring(settings.FIELD_KEYS)


def blind(purpose: str, plaintext: str) -> str:
    """The blind index of a value for one purpose: equal for texts that differ in width, case or space only.

    HMAC-SM3 in hex. It finds what is equal and tells nothing else, as long as the key is kept apart from the data.
    """
    digest = _keyed(settings.INDEX_KEY).copy()  # setting the key up takes three times as long as the rest
    digest.update(f"{purpose}\0{plain(plaintext)}".encode())
    return digest.finalize().hex()


@lru_cache(maxsize=8)
def _ring(written: str) -> KeyRing:
    entries = [entry.strip().partition(":") for entry in written.split(",") if entry.strip()]
    well_formed = all(
        re.fullmatch(r"[\w-]{1,16}", name) and re.fullmatch(r"[0-9a-f]{32}", key) for name, _, key in entries
    )
    if not entries or not well_formed or len({name for name, _, _ in entries}) < len(entries):
        raise ImproperlyConfigured("LIANGXIN_FIELD_KEYS 须写成 “编号:32位十六进制” 并以逗号分隔，编号不得重复。")
    return KeyRing(tuple((name, bytes.fromhex(key)) for name, _, key in entries))


@lru_cache(maxsize=8)
def _keyed(written: str) -> hmac.HMAC:
    if not re.fullmatch(r"[0-9a-f]{64}", written):
        raise ImproperlyConfigured("LIANGXIN_INDEX_KEY 须是64位十六进制。")
    return hmac.HMAC(bytes.fromhex(written), hashes.SM3())
