"""Asking a server as fast as it answers: raw sockets that are kept open, and the CPU that the asking took of others."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

TICKS = 100.0  # of /proc, a second


@dataclass(frozen=True)
class Load:
    """What a load found; times in milliseconds."""

    requests: int
    seconds: float
    p50: float
    p95: float
    failures: int


def load(*, port: int, paths: Sequence[str], seconds: float, connections: int) -> Load:
    """Ask the paths in turn for so many seconds over so many connections."""
    return asyncio.run(_load(port, paths, seconds, connections))


async def _load(port: int, paths: Sequence[str], seconds: float, connections: int) -> Load:
    times: list[float] = []
    failed = [0]
    start = time.perf_counter()
    until = start + seconds

    async def ask(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        at = number
        while time.perf_counter() < until:
            path = paths[at % len(paths)]
            at += connections
            began = time.perf_counter()
            writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            low = head.lower()
            if b"content-length:" in low:
                await reader.readexactly(int(low.split(b"content-length:")[1].split(b"\r\n")[0]))
            times.append(time.perf_counter() - began)
            failed[0] += not head.startswith(b"HTTP/1.1 200")
        writer.close()

    await asyncio.gather(*(ask(number) for number in range(connections)))
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
