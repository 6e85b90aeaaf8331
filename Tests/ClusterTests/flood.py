"""Bad company: connections that say nothing, and ones that never stop."""

from __future__ import annotations

import os
import random
import select
import socket
import threading


class SilentConnections:
    """TCP connections that never send a byte, as many at any time: those the other side closes are opened anew."""

    # How often it is looked which of them are gone.
    _LOOK_MS = 20

    def __init__(self, port: int, count: int) -> None:
        self._port, self._stop = port, threading.Event()
        self._sockets = [self._connect() for _ in range(count)]
        self._lock = threading.Lock()
        self.reopened = 0
        self._thread = threading.Thread(target=self._keep)

    def __enter__(self) -> SilentConnections:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        for one in self._sockets:
            one.close()

    def open_now(self) -> int:
        """How many of them the other side has not closed."""
        with self._lock:
            return len(self._sockets) - len(self._closed(0))

    def _connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self._port), timeout=5)

    def _closed(self, timeout_ms: int) -> list[socket.socket]:
        """Those at whose other end nobody is; what the other side sends (its greeting) is read and dropped."""
        poll, by_number = select.poll(), {one.fileno(): one for one in self._sockets}
        for number in by_number:
            poll.register(number, select.POLLIN | select.POLLRDHUP)
        gone = []
        for number, _ in poll.poll(timeout_ms):
            try:
                if by_number[number].recv(4_096, socket.MSG_DONTWAIT) == b"":
                    gone.append(by_number[number])
            except BlockingIOError:
                continue
            except OSError:
                gone.append(by_number[number])
        return gone

    def _keep(self) -> None:
        while not self._stop.wait(self._LOOK_MS / 1_000):
            with self._lock:
                for one in self._closed(0):
                    one.close()
                    self._sockets[self._sockets.index(one)] = self._connect()
                    self.reopened += 1


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
