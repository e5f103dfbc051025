"""A provider on loopback: real HTTP with keep-alive, and faults on demand."""

import contextlib
import json
import os
import socket
import struct
import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

LONGEST_WAIT = 60.0


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: dict[str, str]
    headers: Any
    body: bytes


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any = None


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one request, and whether the provider had taken it on by then."""

    kind: str
    accepts: bool = False
    answer: Answer | None = None
    pause: float = 0.0


@dataclass
class Gateway:
    """The server; a provider's fake is a subclass that says how it answers in `route`."""

    port: int = 0
    latency: float = 0.0
    faults: deque[Fault] = field(default_factory=deque)
    calls: list[str] = field(default_factory=list)
    connections: int = 0

    def __post_init__(self) -> None:
        self.lock = threading.RLock()
        self.released = threading.Event()
        self.lines: set[socket.socket] = set()
        self._server: Server | None = None

    def route(self, request: Request) -> Answer:
        raise NotImplementedError

    def control(self, request: Request) -> Answer:
        """POST /_control/<verb> with its arguments as JSON, for a test in another process."""
        verb = self.verbs().get(request.path.removeprefix("/_control/"))
        if verb is None:
            return Answer(404, {"verbs": sorted(self.verbs())})
        return Answer(200, verb(**json.loads(request.body or b"{}")))

    def verbs(self) -> dict[str, Callable[..., Any]]:
        return {
            "fail_next": self.fail_next,
            "hang": self.hang,
            "accept_then_timeout": self.accept_then_timeout,
            "reset": self.reset,
            "accept_then_reset": self.accept_then_reset,
            "slow_body": self.slow_body,
            "mend": self.mend,
        }

    @property
    def url(self) -> str:
        assert self._server is not None, "start() first"
        return f"http://127.0.0.1:{self._server.server_port}"

    def start(self) -> "Gateway":
        self._server = Server(("127.0.0.1", self.port), self)
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()
        return self

    def stop(self) -> None:
        self.released.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def __enter__(self) -> "Gateway":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def fail(self, fault: Fault, times: int = 1) -> None:
        with self.lock:
            self.faults.extend([fault] * times)

    def fail_next(self, status: int, body: Any = None, times: int = 1) -> None:
        self.fail(Fault("answer", answer=Answer(status, body)), times)

    def hang(self, times: int = 1) -> None:
        """Takes nothing on and never answers."""
        self.fail(Fault("hang"), times)

    def accept_then_timeout(self, times: int = 1) -> None:
        """Takes the message on and never says so."""
        self.fail(Fault("hang", accepts=True), times)

    def reset(self, times: int = 1) -> None:
        self.fail(Fault("reset"), times)

    def accept_then_reset(self, times: int = 1) -> None:
        self.fail(Fault("reset", accepts=True), times)

    def slow_body(self, pause: float = 0.05, times: int = 1) -> None:
        """Takes the message on and then answers a byte at a time."""
        self.fail(Fault("slow_body", accepts=True, pause=pause), times)

    def hang_up_on_idle_lines(self) -> None:
        """Close every kept-alive connection, as a server does with lines that lie idle."""
        with self.lock:
            for line in self.lines:
                with contextlib.suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        with self.lock:
            self.faults.clear()

    def next_fault(self) -> Fault | None:
        with self.lock:
            return self.faults.popleft() if self.faults else None


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], gateway: Gateway) -> None:
        self.gateway = gateway
        super().__init__(address, Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is part of the game; anything else is a mistake in the fake."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body leave together, or Nagle's algorithm holds the body back
    disable_nagle_algorithm = True
    server: Server

    def setup(self) -> None:
        super().setup()
        with self.server.gateway.lock:
            self.server.gateway.connections += 1
            self.server.gateway.lines.add(self.connection)

    def finish(self) -> None:
        with self.server.gateway.lock:
            self.server.gateway.lines.discard(self.connection)
        super().finish()

    def handle_any(self) -> None:
        gateway = self.server.gateway
        request = self._read()
        if request.path.startswith("/_control/"):
            return self._write(gateway.control(request))
        with gateway.lock:
            gateway.calls.append(f"{request.method} {request.path}")
        if gateway.latency:
            gateway.released.wait(gateway.latency)
        fault = gateway.next_fault()
        if fault is None:
            return self._write(gateway.route(request))
        answer = gateway.route(request) if fault.accepts else fault.answer
        return getattr(self, f"_{fault.kind}")(fault, answer)

    do_GET = do_POST = handle_any

    def log_message(self, *_: object) -> None:
        """Silent: the tests look at `calls`."""

    def _read(self) -> Request:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        return Request(self.command, parts.path, query, self.headers, body)

    def _write(self, answer: Answer) -> None:
        body = self._head(answer)
        self.wfile.write(body)

    def _head(self, answer: Answer) -> bytes:
        plain = isinstance(answer.body, str)
        body = (answer.body if plain else json.dumps(answer.body)).encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", "text/html" if plain else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return body

    def _answer(self, fault: Fault, answer: Answer) -> None:
        self._write(answer)

    def _hang(self, fault: Fault, answer: Answer | None) -> None:
        self.close_connection = True
        self.server.gateway.released.wait(LONGEST_WAIT)

    def _reset(self, fault: Fault, answer: Answer | None) -> None:
        """A real RST: the socket is closed under the server's own tidy goodbye."""
        self.close_connection = True
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        os.close(self.connection.detach())

    def _slow_body(self, fault: Fault, answer: Answer) -> None:
        self.close_connection = True
        for byte in self._head(answer):
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            if self.server.gateway.released.wait(fault.pause):
                return
