"""Asking a server as fast as it answers: raw sockets that are kept open, and the CPU that the asking took of others."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TICKS = 100.0  # of /proc, a second


@dataclass(frozen=True)
class Load:
    """What a load found; times in milliseconds."""

    requests: int
    seconds: float
    p50: float
    p95: float
    failures: int


@dataclass(frozen=True)
class Checkout:
    """A basket to fill and order: with whose token, from which package, of what, for when."""

    token: str
    disposition: str
    lines: Sequence[dict[str, Any]]
    deliver_by_at: str


class _Line:
    """One connection that is kept open."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def get(self, path: str) -> bool:
        """Ask for a page; return whether it came."""
        status, _ = await self._answer(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        return status == b"200"

    async def check_out(self, wanted: Checkout) -> bool:
        """Fill a basket and order it; return whether it became an order."""
        basket = {
            "disposition": wanted.disposition, "lines": wanted.lines, "address": "Ruang Rapat, Jalan Merdeka 1",
            "area": "31.71.01.1001", "deliver_by_at": wanted.deliver_by_at,
        }  # fmt: skip
        status, made = await self._post("/api/v1/pesanan/keranjang", basket, wanted.token)
        if status != b"200":
            return False
        status, _ = await self._post("/api/v1/pesanan", json.loads(made), wanted.token)
        return status == b"201"

    async def _post(self, path: str, body: object, token: str) -> tuple[bytes, bytes]:
        written = json.dumps(body).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(written)}\r\n\r\n"
        )
        return await self._answer(head.encode() + written)

    async def _answer(self, asked: bytes) -> tuple[bytes, bytes]:
        self._writer.write(asked)
        head = await self._reader.readuntil(b"\r\n\r\n")
        low, body = head.lower(), b""
        if b"content-length:" in low:
            body = await self._reader.readexactly(int(low.split(b"content-length:")[1].split(b"\r\n")[0]))
        return head[9:12], body


def load(*, port: int, paths: Sequence[str], seconds: float, connections: int, first: int = 0) -> Load:
    """Ask for the paths in turn, from the first one on, for so many seconds over so many connections."""
    return asyncio.run(_load(port, lambda line, at: line.get(paths[at % len(paths)]), seconds, connections, first))


def check_out(*, port: int, wanted: Sequence[Checkout], seconds: float, connections: int, first: int = 0) -> Load:
    """Order in turn what is wanted; one at a time over each connection, so that no two wait for one package."""
    return asyncio.run(
        _load(port, lambda line, at: line.check_out(wanted[at % len(wanted)]), seconds, connections, first)
    )


async def _load(
    port: int, ask: Callable[[_Line, int], Awaitable[bool]], seconds: float, connections: int, first: int
) -> Load:
    times: list[float] = []
    failed = [0]
    start = time.perf_counter()
    until = start + seconds

    async def asking(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        line, at = _Line(reader, writer), first + number
        while time.perf_counter() < until:
            began = time.perf_counter()
            failed[0] += not await ask(line, at)
            times.append(time.perf_counter() - began)
            at += connections
        writer.close()

    await asyncio.gather(*(asking(number) for number in range(connections)))
    times.sort()
    spent = time.perf_counter() - start
    milli = [1_000 * times[int(len(times) * share)] for share in (0.5, 0.95)]
    return Load(len(times), spent, round(milli[0], 2), round(milli[1], 2), failed[0])


def cpu_seconds(roots: Sequence[int]) -> float:
    """Return the CPU that processes and all below them have taken so far, those included that they have waited for."""
    parents: dict[int, list[int]] = {}
    spent: dict[int, float] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        pid = int(folder.name)
        parents.setdefault(int(fields[1]), []).append(pid)
        spent[pid] = sum(map(int, fields[11:15])) / TICKS
    total, open_ = 0.0, list(roots)
    while open_:
        pid = open_.pop()
        total += spent.get(pid, 0.0)
        open_ += parents.get(pid, [])
    return total
