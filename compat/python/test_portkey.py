"""Portkey's SDK, written for Portkey's gateway, with nothing but another base URL."""

import json

import openai
import pytest
from gateway import FAKE_URL, KEY, OPEN_URL, QUESTION, URL, WEATHER, attempts, fresh, received, until_cancelled
from portkey_ai import Portkey, createHeaders
from portkey_ai._vendor import openai as portkeys_openai

OPENAI = {"provider": "openai", "override_params": {"model": "chat"}}
GROQ = {"provider": "groq"}
FAILING = {"provider": "repeating", "override_params": {"model": "error-500"}}


def portkey(**options):
    return Portkey(**{"base_url": f"{OPEN_URL}/v1", "api_key": "unused"} | options)


def ask(options, model="chat-fast", **more):
    """What answered, and Portkey's headers beside it."""
    answer = portkey(**options).chat.completions.create(model=model, messages=QUESTION, **more)
    return answer.choices[0].message.content, answer.get_headers()


def test_a_provider_named_by_the_client_and_its_headers():
    text, headers = ask({"provider": "openai", "trace_id": "trace-1"}, "chat")
    assert text == "Hello from openai."
    assert headers["provider"] == "openai"
    assert headers["last-used-option-index"] == "config"
    assert headers["retry-attempt-count"] == "0"
    assert headers["trace-id"] == "trace-1"


@pytest.mark.parametrize("authorization", ["sk-of-the-client", "Bearer sk-of-the-client"])
def test_the_clients_own_key(authorization):
    model = fresh("chat")
    assert ask({"provider": "brought", "Authorization": authorization}, model)[0] == "Hello from brought."
    assert received(model)[0]["headers"]["authorization"] == "Bearer sk-of-the-client"


def test_portkeys_api_key_is_the_key_of_a_gateway_that_asks_for_one():
    model = fresh("chat")
    options = {"base_url": f"{URL}/v1", "api_key": KEY, "provider": "brought", "Authorization": "sk-of-the-client"}
    assert ask(options, model)[0] == "Hello from brought."
    headers = received(model)[0]["headers"]
    assert headers["authorization"] == "Bearer sk-of-the-client"
    assert KEY not in json.dumps(headers)
    assert not [name for name in headers if name.startswith("x-portkey")]


def test_a_host_of_the_clients_own():
    model = fresh("chat")
    options = {"provider": "openai", "custom_host": f"{FAKE_URL}/own-host/v1", "Authorization": "sk-of-the-client"}
    assert ask(options, model)[0] == "Hello from own-host."
    assert received(model)[0]["headers"]["authorization"] == "Bearer sk-of-the-client"


def test_headers_of_the_clients_that_are_passed_on():
    model = fresh("chat")
    ask({"provider": "openai", "forward_headers": ["x-team"]}, model, extra_headers={"x-team": "search"})
    assert received(model)[0]["headers"]["x-team"] == "search"


def test_single():
    text, headers = ask({"config": {"strategy": {"mode": "single"}, "targets": [GROQ, OPENAI]}})
    assert text == "Hello from groq."
    assert headers["last-used-option-index"] == "config.targets[0]"


def test_fallback():
    text, headers = ask({"config": {"strategy": {"mode": "fallback"}, "targets": [FAILING, GROQ]}})
    assert text == "Hello from groq."
    assert headers["provider"] == "groq"
    assert headers["last-used-option-index"] == "config.targets[1]"


def test_fallback_after_other_statuses_only():
    with pytest.raises(portkeys_openai.InternalServerError):
        ask({"config": {"strategy": {"mode": "fallback", "on_status_codes": [429]}, "targets": [FAILING, GROQ]}})


def test_fallback_of_a_stream():
    client = portkey(config={"strategy": {"mode": "fallback"}, "targets": [FAILING, GROQ]})
    chunks = client.chat.completions.create(model="chat-fast", messages=QUESTION, stream=True)
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == "Hello from groq."


@pytest.mark.parametrize(("weights", "provider"), [((1, 0), "openai"), ((0, 1), "groq")])
def test_load_balance_by_weight(weights, provider):
    targets = [OPENAI | {"weight": weights[0]}, GROQ | {"weight": weights[1]}]
    text, headers = ask({"config": {"strategy": {"mode": "loadbalance"}, "targets": targets}})
    assert text == f"Hello from {provider}."
    assert headers["last-used-option-index"] == f"config.targets[{weights.index(1)}]"


@pytest.mark.parametrize(
    ("options", "more", "provider"),
    [
        ({}, {}, "groq"),
        ({"metadata": {"plan": "paid"}}, {}, "openai"),
        ({}, {"temperature": 1.5}, "openai"),
    ],
)
def test_conditional_by_metadata_and_by_parameters(options, more, provider):
    strategy = {
        "mode": "conditional",
        "conditions": [
            {"query": {"metadata.plan": {"$eq": "paid"}}, "then": "good"},
            {"query": {"$and": [{"params.temperature": {"$gt": 1}}, {"params.model": {"$regex": "^chat"}}]}, "then": "good"},
        ],
        "default": "cheap",
    }
    config = {"strategy": strategy, "targets": [{"name": "good"} | OPENAI, {"name": "cheap"} | GROQ]}
    assert ask({"config": config} | options, **more)[0] == f"Hello from {provider}."


def test_nested():
    inner = {"strategy": {"mode": "loadbalance"}, "targets": [OPENAI | {"weight": 0}, GROQ | {"weight": 1}]}
    text, headers = ask({"config": {"strategy": {"mode": "fallback"}, "targets": [FAILING, inner]}})
    assert text == "Hello from groq."
    assert headers["last-used-option-index"] == "config.targets[1].targets[1]"


def test_a_model_with_its_provider_in_override_params():
    assert ask({"config": {"override_params": {"model": "@openai/chat"}}}, "whatever")[0] == "Hello from openai."


def test_retry():
    model = fresh("error-500-once")
    text, headers = ask({"config": GROQ | {"retry": {"attempts": 2}}}, model)
    assert text == "Hello from groq."
    assert headers["retry-attempt-count"] == "1"
    assert attempts(model) == 2


def test_request_timeout():
    model = fresh("slow")
    with pytest.raises(portkeys_openai.InternalServerError) as thrown:
        ask({"config": GROQ | {"request_timeout": 300}}, model)
    assert thrown.value.status_code == 504
    until_cancelled(model)


def test_tools():
    answer = portkey(provider="openai").chat.completions.create(model="tools", messages=QUESTION, tools=[WEATHER])
    assert answer.choices[0].message.tool_calls[0].function.name == "get_weather"


def test_structured_output():
    schema = {"type": "object", "properties": {"city": {"type": "string"}, "celsius": {"type": "number"}}}
    answer = portkey(provider="openai").chat.completions.create(
        model="json",
        messages=QUESTION,
        response_format={"type": "json_schema", "json_schema": {"name": "weather", "schema": schema}},
    )
    assert json.loads(answer.choices[0].message.content) == {"city": "Paris", "celsius": 18}


def test_completions_embeddings_images_and_models():
    client = portkey(provider="openai")
    assert client.completions.create(model="text", prompt="Say hello.").choices[0].text == "Hello from openai."
    embeddings = client.embeddings.create(model="embed", input=["a"], encoding_format="float")
    assert embeddings.data[0].embedding == [0.5, -0.25, 1.0]
    images = client.images.generate(model="picture", prompt="A door.", response_format="b64_json")
    assert len(images.data[0].b64_json) == 4 * 1024 * 1024
    assert "chat" in [model.id for model in client.models.list().data]


@pytest.mark.parametrize(
    ("behaviour", "error", "status"),
    [
        ("error-400", portkeys_openai.BadRequestError, 400),
        ("error-429", portkeys_openai.RateLimitError, 429),
        ("error-500", portkeys_openai.InternalServerError, 502),
    ],
)
def test_errors_are_of_the_sdks_own_classes_after_one_attempt(behaviour, error, status):
    model = fresh(behaviour)
    with pytest.raises(error) as thrown:
        ask({"provider": "faulty"}, model)
    assert thrown.value.status_code == status
    # The SDK leaves repeats to the gateway that sent a trace id.
    assert attempts(model) == 1


def test_a_configuration_that_cannot_be_is_a_400_that_says_where():
    with pytest.raises(portkeys_openai.BadRequestError, match=r"config\.targets"):
        ask({"config": {"strategy": {"mode": "fallback"}, "targets": []}})


def test_openais_sdk_with_portkeys_headers():
    headers = createHeaders(config={"strategy": {"mode": "fallback"}, "targets": [FAILING, GROQ]}, trace_id="trace-2")
    with openai.OpenAI(base_url=f"{OPEN_URL}/v1", api_key="unused", default_headers=headers) as client:
        raw = client.chat.completions.with_raw_response.create(model="chat-fast", messages=QUESTION)
    assert raw.parse().choices[0].message.content == "Hello from groq."
    assert raw.headers["x-portkey-trace-id"] == "trace-2"
