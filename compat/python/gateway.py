"""What the suites share: where things are, names that no other test uses, and what the upstream received."""

import itertools
import json
import os
import time
from urllib.parse import quote
from urllib.request import Request, urlopen

URL = os.environ["AROBASE_URL"]
OPEN_URL = os.environ["AROBASE_OPEN_URL"]
KEY = os.environ["AROBASE_KEY"]
FAKE_URL = os.environ["FAKE_URL"]
_numbers = itertools.count(1)

# The two ways to name a provider: in the model's id, and in the base URL. Each is (base URL, prefix of models).
ADDRESSES = [(f"{URL}/v1", "@openai/"), (f"{URL}/@openai/v1", "")]
ADDRESS_NAMES = ["/v1", "/@openai/v1"]

QUESTION = [{"role": "user", "content": "Hello!"}]

WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Tells the weather in a city",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}


def fresh(behaviour):
    """A model of this behaviour whose requests are told from those of all other tests."""
    return f"{behaviour}~python-{os.getpid()}-{next(_numbers)}"


def received(model):
    """What the upstream received for a model, oldest first."""
    with urlopen(f"{FAKE_URL}/journal?model={quote(model)}", timeout=20) as answer:
        return json.load(answer)


def attempts(model):
    return len(received(model))


def cut(model):
    """Breaks off the upstream's answers of a model whose behaviour is `cut`."""
    with urlopen(Request(f"{FAKE_URL}/cut?model={quote(model)}", method="POST"), timeout=20):
        pass


def until_cancelled(model):
    """Waits until the gateway has given up its only request for a model."""
    end = time.monotonic() + 20
    while [entry["ended"] for entry in received(model)] != ["cancelled"]:
        assert time.monotonic() < end, received(model)
        time.sleep(0.05)
