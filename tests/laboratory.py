"""A loopback laboratory: servers that misbehave on purpose, and a resolver and a `connect` that reach nothing else."""

import gzip
import itertools
import socket
import threading
import time
import zlib
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PUBLIC = "93.184.215.14"  # stands for any public address; the laboratory leads it to its own server


class Handler(BaseHTTPRequestHandler):
    """Serves `server.pages` (path -> bytes, or a function that answers by itself) and keeps `server.asked`."""

    protocol_version = "HTTP/1.0"

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers), time.monotonic()))
        page = self.server.pages.get(self.path.partition("?")[0])
        try:
            if callable(page):
                page(self)
            elif page is None:
                self.answer(b"", status=404)
            else:
                self.answer(page)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def answer(self, content, *, status=200, kind="text/html", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@contextmanager
def serving(pages):
    """Serve `pages` on loopback; yield the server (its `port`, and `asked`: path, headers and time of each request)."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.pages, server.asked, server.port = pages, [], server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class Network:
    """What a test's process sees instead of the network: names it knows, and a record of every connect."""

    def __init__(self, monkeypatch, names, port=None):
        self.names, self.port, self.connects = names, port, []
        self.resolve, self.connect = socket.getaddrinfo, socket.socket.connect
        monkeypatch.setattr(socket, "getaddrinfo", self.getaddrinfo)
        monkeypatch.setattr(socket.socket, "connect", lambda sock, address: self.connected(sock, address))

    def getaddrinfo(self, host, port, *_, **__):
        known = self.names.get(host)
        if known is None:  # numbers in every spelling the system knows; nothing is asked of a name server
            return self.resolve(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        return [(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port or 0))
                for address in (known() if callable(known) else known)]

    def connected(self, sock, address):
        self.connects.append(address[0])
        if address[0] != PUBLIC or self.port is None:
            raise ConnectionRefusedError(f"the laboratory has no {address}")
        self.connect(sock, ("127.0.0.1", self.port))


def redirect(to, status=302):
    return lambda handler: handler.answer(b"", status=status, Location=to)


def bomb(handler):
    """100 MB of zeros in 0.1 MB of gzip."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(100)) + packer.flush()
    handler.answer(packed, Content_Encoding="gzip")


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(bytes(1 << 16))


def dripping_body(handler):
    handler.send_response(200)
    handler.end_headers()
    drip(handler, itertools.repeat(b"x"))


def dripping_headers(handler):
    drip(handler, (bytes([byte]) for byte in b"HTTP/1.0 200 OK\r\nX-Slow: " + b"y" * 1000))


def dripping_gzip(handler):
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.end_headers()
    drip(handler, (bytes([byte]) for byte in gzip.compress(bytes(100_000))))


def silent(handler):
    time.sleep(10)


def broken_off(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"half")


def drip(handler, bytes_):
    for byte in bytes_:
        handler.wfile.write(byte)
        handler.wfile.flush()
        time.sleep(0.2)
