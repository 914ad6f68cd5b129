"""The providers' lists of models. Ids beyond these work as well, as the gateway passes them on when their provider is named."""

LISTED = {
    "openai": ["chat", "tools", "json", "embed", "picture", "text"],
    "groq": ["Chat-Fast"],
}


def model_list(provider):
    return {
        "object": "list",
        "data": [
            {"id": model, "object": "model", "created": 1764000000, "owned_by": provider}
            for model in LISTED.get(provider, [])
        ],
    }
