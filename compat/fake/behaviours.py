"""How a model behaves, by its id. What follows a tilde only tells one test's requests from another's: `slow~1a2b`.

chat, …         any other name: a good answer of the endpoint
tools           calls the first tool it is given, and then tells what the tool said
json            an object that fits the tests' schema, and 400 without a response_format
error-500       this status, always
error-500-once  this status the first time, then a good answer
slow            nothing at all, until the gateway gives up
stall           the first words of a stream, then nothing
cut             the first words of a stream, then the connection breaks when the test says so
"""

import re

from fake import chat, errors, media, messages, responses

ENDPOINTS = {
    "/chat/completions": chat.answer,
    "/completions": media.completion,
    "/embeddings": media.embeddings,
    "/images/generations": media.images,
    "/messages": messages.answer,
    "/responses": responses.answer,
}

ERROR = re.compile(r"error-(\d{3})(-once)?")


def answer_for(entry, earlier):
    """What to do with this request: a function of the handler. `earlier` counts the requests of the same id before it."""
    name = (entry.model or "").partition("~")[0]
    good = ENDPOINTS.get(entry.path)
    if good is None:
        return lambda handler: errors.plain(handler, 404, f"no {entry.path} here")
    error = ERROR.fullmatch(name)
    if error and (earlier == 0 or not error[2]):
        return lambda handler: errors.plain(handler, int(error[1]), f"scripted {error[1]}")
    if name == "slow":
        return lambda handler: handler.silence()
    if name in ("stall", "cut"):
        return lambda handler: chat.broken(handler, entry, name)
    return lambda handler: good(handler, entry)
