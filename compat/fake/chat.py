"""`/chat/completions`, plain and streamed."""

from fake import errors

USAGE = {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12}
CREATED = 1764000000


def answer(handler, entry):
    name = entry.model.partition("~")[0]
    if name == "json" and entry.body.get("response_format", {}).get("type") != "json_schema":
        return errors.plain(handler, 400, "this model wants a response_format of type json_schema")
    message, finish = reply(name, entry)
    if entry.body.get("stream"):
        return streamed(handler, entry, message, finish)
    handler.whole(200, {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": CREATED,
        "model": entry.model,
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": finish}],
        "usage": USAGE,
    })


def reply(name, entry):
    """The assistant's message and why it ends."""
    messages = entry.body["messages"]
    if name == "json":
        return said('{"city": "Paris", "celsius": 18}'), "stop"
    if name == "tools" and entry.body.get("tools"):
        told = [message["content"] for message in messages if message["role"] == "tool"]
        if told:
            return said(f"The tool says: {told[-1]}"), "stop"
        return called(entry.body["tools"][0]["function"]["name"]), "tool_calls"
    return said(f"Hello from {entry.provider}."), "stop"


def said(text):
    return {"role": "assistant", "content": text, "refusal": None}


def called(tool):
    call = {"id": "call_1", "type": "function", "function": {"name": tool, "arguments": '{"city": "Paris"}'}}
    return {"role": "assistant", "content": None, "tool_calls": [call], "refusal": None}


def streamed(handler, entry, message, finish):
    handler.begin_stream()
    handler.event(piece(entry, {"role": "assistant", "content": "" if message["content"] else None}))
    for delta in deltas(message):
        handler.event(piece(entry, delta))
    handler.event(piece(entry, {}, finish))
    if (entry.body.get("stream_options") or {}).get("include_usage"):
        handler.event({**piece(entry, {}), "choices": [], "usage": USAGE})
    handler.event("[DONE]")
    handler.end_stream()


def deltas(message):
    if message["content"]:
        return [{"content": text} for text in words(message["content"])]
    call = message["tool_calls"][0]
    begin = {**call, "index": 0, "function": {**call["function"], "arguments": ""}}
    arguments = words(call["function"]["arguments"])
    return [{"tool_calls": [begin]}] + [
        {"tool_calls": [{"index": 0, "function": {"arguments": text}}]} for text in arguments
    ]


def words(text):
    """The text cut after each space."""
    return [part for part in text.replace(" ", " \0").split("\0") if part]


def piece(entry, delta, finish=None):
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": CREATED,
        "model": entry.model,
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }


def broken(handler, entry, how):
    """Two words of a stream, and then what its name says."""
    handler.begin_stream()
    handler.event(piece(entry, {"role": "assistant", "content": ""}))
    handler.event(piece(entry, {"content": "Two "}))
    handler.event(piece(entry, {"content": "words "}))
    if how == "stall":
        handler.silence()
    else:
        handler.cut(entry.model)
