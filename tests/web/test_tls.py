"""Secure connections that must not be trusted, and one that may."""

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.web.errors import BadCertificate, BrokenPage, Unreachable
from tests.web.measuring import free_loop
from tests.web.site import HEAD, HTML, open_reader_of, open_site

OPENSSL = shutil.which("openssl") or ""
pytestmark = pytest.mark.skipif(not OPENSSL, reason="no openssl to sign certificates with")

_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
Sign = Callable[..., ssl.SSLContext]


def openssl(folder: Path, *arguments: str) -> None:
    subprocess.run([OPENSSL, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sign:
    """Signs certificates with an authority that, in the test, the system trusts."""
    use = ("-addext", "keyUsage=critical,keyCertSign,cRLSign")
    made = ("-keyout", "ca.key", "-out", "ca.pem")
    openssl(tmp_path, "req", "-x509", *_KEY, "-days", "2", "-subj", "/CN=Test", *use, *made)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))

    def served(host: str, days: int = 1) -> ssl.SSLContext:
        (tmp_path / "ext").write_text(f"subjectAltName=DNS:{host}\nauthorityKeyIdentifier=keyid\n")
        made = ("-keyout", "site.key", "-out", "site.csr")
        openssl(tmp_path, "req", *_KEY, "-subj", f"/CN={host}", *made)
        authority = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial")
        openssl(
            tmp_path,
            *("x509", "-req", "-in", "site.csr", *authority, "-days", str(days)),
            *("-extfile", "ext", "-out", "site.pem"),
        )
        return _context(tmp_path)

    return served


def _context(folder: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "site.pem", folder / "site.key")
    return context


async def test_a_good_certificate_is_trusted(sign: Sign) -> None:
    async with open_site(sign("news.test")) as site, open_reader_of(site) as reader:
        assert (await reader.fetch(site.url(scheme="https"))).body == HTML


@pytest.mark.parametrize(("host", "days"), [("news.test", -1), ("other.test", 1)])
async def test_an_expired_certificate_and_another_host_s_are_not(
    sign: Sign, host: str, days: int
) -> None:
    async with open_site(sign(host, days)) as site, open_reader_of(site) as reader:
        with pytest.raises(BadCertificate, match="can't be trusted"):
            await reader.fetch(site.url(scheme="https"))
    assert not site.requests
    assert not site.asked_for_rules


async def test_a_self_signed_certificate_is_not(tmp_path: Path) -> None:
    names = ("-subj", "/CN=news.test", "-addext", "subjectAltName=DNS:news.test")
    made = ("-keyout", "site.key", "-out", "site.pem")
    openssl(tmp_path, "req", "-x509", *_KEY, "-days", "1", *names, *made)
    async with open_site(_context(tmp_path)) as site, open_reader_of(site) as reader:
        with pytest.raises(BadCertificate, match="can't be trusted"):
            await reader.fetch(site.url(scheme="https"))
    assert not site.asked_for_rules


async def test_old_tls_is_not_spoken(sign: Sign) -> None:
    context = sign("news.test")
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    async with open_site(context) as site, open_reader_of(site) as reader:
        with pytest.raises((BadCertificate, Unreachable)):
            await reader.fetch(site.url(scheme="https"))
    assert not site.asked_for_rules


async def test_records_of_a_byte_are_bounded(sign: Sign) -> None:
    async def one_by_one(writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + b"\r\n")
        while not writer.is_closing():
            for _ in range(100):
                writer.write(b"a")
            await writer.drain()
            await asyncio.sleep(0)

    async with open_site(sign("news.test")) as site, open_reader_of(site) as reader:
        site.answers["/"] = one_by_one
        async with free_loop():
            with pytest.raises(BrokenPage):
                await reader.fetch(site.url(scheme="https"))
