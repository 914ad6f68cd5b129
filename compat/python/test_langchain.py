"""LangChain for Python."""

import openai
import pytest
from gateway import ADDRESS_NAMES, ADDRESSES, KEY, URL, attempts, fresh, received, until_cancelled
from langchain_core.messages import HumanMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from pydantic import BaseModel


class Weather(BaseModel):
    """The weather in a city."""

    city: str
    celsius: int


@tool
def get_weather(city: str) -> str:
    """Tells the weather in a city."""
    return f"18 degrees in {city}"


@pytest.fixture(params=ADDRESSES, ids=ADDRESS_NAMES)
def address(request):
    return request.param


def chat(model, address=(f"{URL}/v1", ""), **options):
    base_url, prefix = address
    return ChatOpenAI(**{"base_url": base_url, "api_key": KEY, "model": prefix + model, "max_retries": 0} | options)


def test_chat(address):
    model = fresh("chat")
    answer = chat(model, address).invoke("Hello!")
    assert answer.content == "Hello from openai."
    assert answer.usage_metadata["total_tokens"] == 12
    assert received(model)[0]["headers"]["authorization"] == "Bearer sk-key-of-openai"


def test_streamed_chat_with_usage(address):
    chunks = list(chat("chat", address, stream_usage=True).stream("Hello!"))
    assert [chunk.content for chunk in chunks if chunk.content] == ["Hello ", "from ", "openai."]
    assert [chunk.usage_metadata["total_tokens"] for chunk in chunks if chunk.usage_metadata] == [12]


def test_tools_there_and_back(address):
    model = chat("tools", address).bind_tools([get_weather])
    question = HumanMessage("Hello!")
    asked = model.invoke([question])
    told = get_weather.invoke(asked.tool_calls[0])
    assert model.invoke([question, asked, told]).content == "The tool says: 18 degrees in Paris"


def test_structured_output(address):
    model = chat("json", address).with_structured_output(Weather, method="json_schema")
    assert model.invoke("Hello!") == Weather(city="Paris", celsius=18)


def test_responses(address):
    assert chat("chat", address, use_responses_api=True).invoke("Hello!").text == "Hello from openai."


def test_embeddings(address):
    base_url, prefix = address
    # Without a tokenizer, which it would fetch from the network.
    model = OpenAIEmbeddings(base_url=base_url, api_key=KEY, model=f"{prefix}embed", check_embedding_ctx_length=False)
    assert model.embed_documents(["a", "b"]) == [[0.5, -0.25, 1.0]] * 2


@pytest.mark.parametrize(
    ("model", "error", "code"),
    [
        ("@nobody/chat", openai.BadRequestError, "unknown_provider"),
        ("no-such-model", openai.NotFoundError, "model_not_found"),
        ("@faulty/error-401", openai.InternalServerError, "upstream_auth_error"),
        ("@faulty/error-422", openai.UnprocessableEntityError, None),
        ("@faulty/error-429", openai.RateLimitError, "rate_limit_exceeded"),
        ("@faulty/error-500", openai.InternalServerError, "upstream_error"),
        ("@hasty/slow", openai.InternalServerError, "upstream_timeout"),
    ],
)
def test_errors_are_of_openais_classes(model, error, code):
    with pytest.raises(error) as thrown:
        chat(model).invoke("Hello!")
    assert code is None or thrown.value.code == code


def test_a_wrong_key_is_openais_authentication_error():
    with pytest.raises(openai.AuthenticationError):
        chat("@openai/chat", api_key="sk-wrong").invoke("Hello!")


def test_what_failed_after_one_attempt_is_repeated():
    model = fresh("error-500-once")
    assert chat(f"@faulty/{model}", max_retries=1).invoke("Hello!").content == "Hello from faulty."
    assert attempts(model) == 2


def test_what_the_gateway_has_repeated_itself_is_not_repeated_again():
    model = fresh("error-500")
    with pytest.raises(openai.InternalServerError):
        chat(f"@repeating/{model}", max_retries=2).invoke("Hello!")
    assert attempts(model) == 2


def test_the_clients_own_time_out_ends_the_upstreams_request():
    model = fresh("slow")
    with pytest.raises(openai.APITimeoutError):
        chat(f"@openai/{model}", timeout=3).invoke("Hello!")
    until_cancelled(model)
