"""Model servers on loopback that do what a faulty, slow or hostile one would do."""

import json
import socket
import threading
import time


class LoopbackServer:
    """Speaks through a socket of its own, so that it can break every rule of HTTP.

    Each request is met by the next of `behaviours`, and all after the last one by that one. A
    behaviour takes the connection and an event that is set when the test is over.
    """

    def __init__(self, *behaviours):
        self.behaviours = behaviours
        self.received = []
        """Every byte of every request, in order."""
        self._over = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/v1"
        self._lock = threading.Lock()

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *raised):
        self._over.set()
        # Closing alone would let the thread that waits for a client take one more.
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    @property
    def bodies(self):
        """What was posted, as JSON."""
        return [json.loads(request.partition(b"\r\n\r\n")[2]) for request in self.received]

    def _accept(self):
        while not self._over.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with connection:
            connection.settimeout(30)
            try:
                request = _request(connection)
                if not request:
                    return
                with self._lock:
                    turn = min(len(self.received), len(self.behaviours) - 1)
                    self.received.append(request)
                self.behaviours[turn](connection, self._over)
            except OSError:
                return


def _request(connection):
    """One whole request; empty when the client went away."""
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65536)
        if not chunk:
            return b""
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next((int(x.split(b":")[1]) for x in lines if x.startswith(b"content-length:")), 0)
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def http(body, status=200, media="application/json", **headers):
    """A whole response, after which the connection is closed."""
    data = body if isinstance(body, bytes) else body.encode()
    lines = [f"HTTP/1.1 {status} Said", f"content-length: {len(data)}", "connection: close"]
    lines += [f"content-type: {media}"] if media else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    whole = "\r\n".join(lines).encode() + b"\r\n\r\n" + data
    return lambda connection, over: connection.sendall(whole)


def raw(data):
    """Those bytes, whatever they are, and then the connection is closed."""
    return lambda connection, over: connection.sendall(data)


def completion(content, finish="stop", model="small-1", **message):
    """A completion as OpenAI-compatible servers send it."""
    said = {"role": "assistant", "content": content} | message
    choice = {"index": 0, "message": said, "finish_reason": finish}
    return {"id": "1", "object": "chat.completion", "created": 1, "model": model,
            "choices": [choice]}  # fmt: skip


def says(content, **chosen):
    """A response with that content: words, or an object that becomes JSON."""
    words = content if isinstance(content, str) else json.dumps(content)
    return http(json.dumps(completion(words, **chosen)))


def hangs(connection, over):
    """Takes the request and never answers."""
    over.wait(30)


def closes(connection, over):
    """Takes the request and hangs up."""


def trickles(beginning, piece, pause=0.05):
    """Never done, and never quiet for long."""

    def behave(connection, over):
        connection.sendall(beginning)
        while not over.is_set():
            connection.sendall(piece)
            time.sleep(pause)

    return behave


def floods(beginning, piece):
    """As much as the client takes."""
    return trickles(beginning, piece, pause=0)
