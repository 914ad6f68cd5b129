"""`/responses`: text, plain and streamed."""

from fake.chat import CREATED, words

USAGE = {
    "input_tokens": 9,
    "input_tokens_details": {"cached_tokens": 0},
    "output_tokens": 3,
    "output_tokens_details": {"reasoning_tokens": 0},
    "total_tokens": 12,
}


def answer(handler, entry):
    text = f"Hello from {entry.provider}."
    if not entry.body.get("stream"):
        return handler.whole(200, response(entry, "completed", [message(text, "completed")]))
    handler.begin_stream()
    number = 0

    def event(kind, **members):
        nonlocal number
        handler.event({"type": kind, "sequence_number": number, **members}, kind)
        number += 1

    place = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
    event("response.created", response=response(entry, "in_progress", []))
    event("response.output_item.added", output_index=0, item={**message("", "in_progress"), "content": []})
    event("response.content_part.added", **place, part=part(""))
    for word in words(text):
        event("response.output_text.delta", **place, delta=word, logprobs=[])
    event("response.output_text.done", **place, text=text, logprobs=[])
    event("response.content_part.done", **place, part=part(text))
    event("response.output_item.done", output_index=0, item=message(text, "completed"))
    event("response.completed", response=response(entry, "completed", [message(text, "completed")]))
    handler.end_stream()


def part(text):
    return {"type": "output_text", "text": text, "annotations": [], "logprobs": []}


def message(text, status):
    return {"type": "message", "id": "msg_1", "role": "assistant", "status": status, "content": [part(text)]}


def response(entry, status, output):
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": CREATED,
        "status": status,
        "error": None,
        "incomplete_details": None,
        "instructions": None,
        "metadata": {},
        "model": entry.model,
        "output": output,
        "parallel_tool_calls": True,
        "temperature": 1.0,
        "tool_choice": "auto",
        "tools": [],
        "top_p": 1.0,
        "usage": USAGE if status == "completed" else None,
    }
