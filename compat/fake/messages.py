"""Anthropic's `/messages`: text, plain and streamed."""

from fake.chat import words


def answer(handler, entry):
    text = f"Hello from {entry.provider}."
    if not entry.body.get("stream"):
        return handler.whole(200, {
            **message(entry),
            "content": [{"type": "text", "text": text}],
            "stop_reason": "end_turn",
            "usage": {"input_tokens": 9, "output_tokens": 3},
        })
    handler.begin_stream()

    def event(kind, **members):
        handler.event({"type": kind, **members}, kind)

    event("message_start", message=message(entry))
    event("content_block_start", index=0, content_block={"type": "text", "text": ""})
    for word in words(text):
        event("content_block_delta", index=0, delta={"type": "text_delta", "text": word})
    event("content_block_stop", index=0)
    event("message_delta", delta={"stop_reason": "end_turn", "stop_sequence": None}, usage={"output_tokens": 3})
    event("message_stop")
    handler.end_stream()


def message(entry):
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": entry.model,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {"input_tokens": 9, "output_tokens": 1},
    }
