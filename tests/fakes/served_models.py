"""A test server of our own that serves a real small model, and keeps it to the form asked for.

Servers such as vLLM and llama.cpp let a model write only what fits the schema of a request. Here
its statements' fixed parts are written for it, and it fills in words, numbers and the end.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LONGEST = 48
"""Tokens of one text or quote."""
STATEMENTS = 2


class ServedModel:
    """A causal language model of a folder behind `/v1/chat/completions` on loopback."""

    def __init__(self, folder):
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        self.name = folder.name
        self.tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        chosen = {"dtype": torch.bfloat16, "local_files_only": True}
        self.model = AutoModelForCausalLM.from_pretrained(folder, **chosen).eval()
        self.received = []
        self.replied = []
        self._one = threading.Lock()

    def __enter__(self):
        serving = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                asked = self.rfile.read(int(self.headers["content-length"]))
                serving.received.append(asked)
                with serving._one:
                    text = serving.reply(json.loads(asked)["messages"])
                serving.replied.append(text)
                message = {"role": "assistant", "content": text}
                choice = {"index": 0, "message": message, "finish_reason": "stop"}
                said = {"id": "1", "object": "chat.completion", "created": 1}
                body = json.dumps(said | {"model": serving.name, "choices": [choice]}).encode()
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *line):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        return self

    def __exit__(self, *raised):
        self._server.shutdown()
        self._server.server_close()

    def reply(self, messages):
        """What the model fills into the form."""
        sentences = messages[-1]["content"].count('{"citation": ')
        numbers = [str(number) for number in range(1, min(sentences, 9) + 1)]
        writing = _Writing(self.model, self.tokenizer, messages)
        writing.write('{"statements": [')
        if writing.choose("]", "{") == "]":
            return writing.text + "}"
        for number in range(STATEMENTS):
            writing.write('"text": "')
            writing.fill()
            writing.write('", "citation": ')
            writing.choose(*numbers)
            writing.write(', "quote": "')
            writing.fill()
            writing.write('"}')
            if number + 1 == STATEMENTS or writing.choose("]", ", {") == "]":
                break
        return writing.text.rstrip("]") + "]}"


class _Writing:
    """One text, continued greedily or as told."""

    def __init__(self, model, tokenizer, messages):
        self.model, self.tokenizer, self.text, self.cache = model, tokenizer, "", None
        self._read(
            tokenizer.apply_chat_template(
                messages, add_generation_prompt=True, return_dict=True, return_tensors="pt"
            )["input_ids"][0].tolist()
        )

    def write(self, words):
        self._read(self.tokenizer(words, add_special_tokens=False)["input_ids"])
        self.text += words

    def choose(self, *options):
        """Write the option whose first token is the likeliest."""
        first = {
            one: self.tokenizer(one, add_special_tokens=False)["input_ids"][0] for one in options
        }
        best = max(options, key=lambda one: float(self.logits[first[one]]))
        self.write(best)
        return best

    def fill(self):
        """Write the likeliest tokens, up to a quotation mark, within a JSON string."""
        for _ in range(LONGEST):
            token = int(self.logits.argmax())
            piece = self.tokenizer.decode([token])
            ended = token in self.tokenizer.all_special_ids
            if ended or any(mark in piece for mark in '"\\\n'):
                kept = "" if ended else piece.split('"')[0].split("\\")[0].split("\n")[0]
                self.text += kept
                return
            self._read([token])
            self.text += piece

    def _read(self, tokens):
        import torch

        with torch.inference_mode():
            out = self.model(torch.tensor([tokens]), past_key_values=self.cache, use_cache=True)
        self.cache, self.logits = out.past_key_values, out.logits[0, -1]
