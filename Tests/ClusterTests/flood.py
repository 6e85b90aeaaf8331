"""Bad company: connections that say nothing, and ones that never stop."""

from __future__ import annotations

import os
import random
import socket
import threading


class SilentConnections:
    """TCP connections that never send a byte; those the other side closes are opened anew by `keep`."""

    def __init__(self, port: int, count: int) -> None:
        self._sockets = [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(count)]

    def __enter__(self) -> SilentConnections:
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._sockets:
            one.close()


class Garbage:
    """Threads that connect, send random bytes or a broken greeting, and begin again when they are thrown out."""

    # RFC 23: signature, version 3.1, mechanism, as-server, filler. What follows it here is noise.
    GREETING = b"\xff" + bytes(8) + b"\x7f\x03\x01" + b"CURVE".ljust(20, b"\0") + bytes(32)

    def __init__(self, port: int, threads: int = 2) -> None:
        self._port, self._stop = port, threading.Event()
        self.sent = 0
        self._threads = [threading.Thread(target=self._run, args=(seed,)) for seed in range(threads)]

    def __enter__(self) -> Garbage:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _run(self, seed: int) -> None:
        chance = random.Random(seed)
        while not self._stop.is_set():
            try:
                with socket.create_connection(("127.0.0.1", self._port), timeout=1) as one:
                    self._send_until_thrown_out(one, chance)
            except OSError:
                continue

    def _send_until_thrown_out(self, one: socket.socket, chance: random.Random) -> None:
        greeting = self.GREETING if chance.random() < 0.5 else b""
        for _ in range(50):
            if self._stop.is_set():
                return
            one.sendall(greeting + os.urandom(chance.randint(1, 4_096)))
            self.sent += 1
            greeting = b""
