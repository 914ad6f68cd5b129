"""Errors as OpenAI words them."""

TYPES = {400: "invalid_request_error", 401: "authentication_error", 429: "requests"}
CODES = {401: "invalid_api_key", 429: "rate_limit_exceeded"}


def plain(handler, status, message):
    error = {
        "message": message,
        "type": TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error"),
        "param": None,
        "code": CODES.get(status),
    }
    handler.whole(status, {"error": error}, [("retry-after-ms", "50")] if status == 429 else [])
