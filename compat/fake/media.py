"""Completions, embeddings and images."""

import base64
import struct

from fake.chat import CREATED, USAGE, words

# As many bytes as a picture of 1792 × 1024 has; more than the gateway ever holds of an answer.
PICTURE = bytes(range(256)) * (3 << 12)

VECTOR = [0.5, -0.25, 1.0]


def completion(handler, entry):
    text = f"Hello from {entry.provider}."
    if not entry.body.get("stream"):
        return handler.whole(200, {**piece(entry, text, "stop"), "usage": USAGE})
    handler.begin_stream()
    for part in words(text):
        handler.event(piece(entry, part, None))
    handler.event(piece(entry, "", "stop"))
    handler.event("[DONE]")
    handler.end_stream()


def piece(entry, text, finish):
    return {
        "id": "cmpl-1",
        "object": "text_completion",
        "created": CREATED,
        "model": entry.model,
        "choices": [{"index": 0, "text": text, "logprobs": None, "finish_reason": finish}],
    }


def embeddings(handler, entry):
    asked = entry.body["input"]
    texts = asked if isinstance(asked, list) and not all(isinstance(token, int) for token in asked) else [asked]
    vector = VECTOR
    if entry.body.get("encoding_format") == "base64":
        vector = base64.b64encode(struct.pack(f"<{len(VECTOR)}f", *VECTOR)).decode()
    handler.whole(200, {
        "object": "list",
        "model": entry.model,
        "data": [{"object": "embedding", "index": index, "embedding": vector} for index in range(len(texts))],
        "usage": {"prompt_tokens": 4, "total_tokens": 4},
    })


def images(handler, entry):
    handler.whole(200, {"created": CREATED, "data": [{"b64_json": base64.b64encode(PICTURE).decode()}]})
