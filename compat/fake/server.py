"""HTTP around the behaviours: `/PROVIDER/v1/…` is a provider.

For the tests there is `GET /journal?model=ID`, which tells what was received, and `POST /cut?model=ID`, which breaks an answer
off where it stands.
"""

import json
import select
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from fake.behaviours import answer_for
from fake.journal import Entry, Journal
from fake.models import model_list

# A request that nobody cancels ends nevertheless, so that a failing test cannot keep a thread for ever.
SILENCE_SECONDS = 60


class Gone(Exception):
    """The gateway closed the connection before the answer was whole."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    # One segment for a head instead of one for each of its lines.
    wbufsize = -1

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        url = urlsplit(self.path)
        if url.path == "/journal":
            self.whole(200, self.server.journal.of(asked_model(url)))
        elif url.path.endswith("/models"):
            self.whole(200, model_list(url.path.split("/")[1]))
        else:
            self.whole(404, {"error": {"message": f"no {self.path} here", "type": "invalid_request_error"}})

    def do_POST(self):
        url = urlsplit(self.path)
        if url.path == "/cut":
            self.server.journal.cut_of(asked_model(url)).set()
            return self.whole(200, {})
        entry = self.received()
        earlier = self.server.journal.add(entry)
        try:
            answer_for(entry, earlier)(self)
            self.wfile.flush()
            entry.ended = "answered"
        except (Gone, ConnectionError):
            entry.ended = "cancelled"
            self.close_connection = True

    def received(self):
        length = int(self.headers.get("content-length", 0))
        text = self.rfile.read(length)
        body = json.loads(text) if "json" in self.headers.get("content-type", "") else {}
        provider, _, path = urlsplit(self.path).path.removeprefix("/").partition("/v1")
        return Entry(provider, self.command, path, self.headers, body)

    # ---- what behaviours are made of -------------------------------------------------------------------------------------

    def whole(self, status, document, headers=()):
        """A plain answer in JSON."""
        text = json.dumps(document).encode()
        self.head(status, "application/json", [("content-length", str(len(text))), *headers])
        self.wfile.write(text)

    def head(self, status, content_type, headers=()):
        self.send_response(status)
        self.send_header("content-type", content_type)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def begin_stream(self):
        self.head(200, "text/event-stream", [("transfer-encoding", "chunked")])

    def event(self, data, name=None):
        """One event; a text stands as it is, anything else as JSON."""
        text = data if isinstance(data, str) else json.dumps(data)
        line = f"event: {name}\n" if name else ""
        self.chunk(f"{line}data: {text}\n\n".encode())

    def chunk(self, content):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(content), content))
        self.wfile.flush()

    def end_stream(self):
        self.wfile.write(b"0\r\n\r\n")

    def silence(self):
        """Says nothing more until the gateway goes away."""
        self.wfile.flush()
        readable, _, _ = select.select([self.connection], [], [], SILENCE_SECONDS)
        if readable and not self.peeked():
            raise Gone
        self.close_connection = True

    def peeked(self):
        try:
            return self.connection.recv(1, socket.MSG_PEEK)
        except ConnectionError:
            return b""

    def cut(self, model):
        """Breaks the connection off where it is, once a test says so."""
        self.wfile.flush()
        self.server.journal.cut_of(model).wait(SILENCE_SECONDS)
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True


def asked_model(url):
    return parse_qs(url.query)["model"][0]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.journal = Journal()


def listen():
    return Server()
