"""OpenAI's SDK: what a good answer is."""

import asyncio
import base64
import json

import pytest
from gateway import ADDRESS_NAMES, ADDRESSES, KEY, QUESTION, URL, WEATHER, fresh, received
from openai import AsyncOpenAI, OpenAI
from pydantic import BaseModel


class Weather(BaseModel):
    city: str
    celsius: int


@pytest.fixture(params=ADDRESSES, ids=ADDRESS_NAMES)
def address(request):
    return request.param


@pytest.fixture
def client(address):
    with OpenAI(base_url=address[0], api_key=KEY) as client:
        yield client


@pytest.fixture
def name(address):
    return lambda model: address[1] + model


def test_chat_with_the_providers_own_key_and_spelling_upstream(client, name):
    model = fresh("chat")
    answer = client.chat.completions.create(model=name(model), messages=QUESTION)
    assert answer.choices[0].message.content == "Hello from openai."
    assert answer.usage.total_tokens == 12
    assert answer._request_id
    [request] = received(model)
    assert request["headers"]["authorization"] == "Bearer sk-key-of-openai"
    assert request["body"] == {"messages": QUESTION, "model": model}


def test_streamed_chat_with_usage(client, name):
    stream = client.chat.completions.create(
        model=name("chat"), messages=QUESTION, stream=True, stream_options={"include_usage": True}
    )
    chunks = list(stream)
    texts = [chunk.choices[0].delta.content for chunk in chunks if chunk.choices]
    assert [text for text in texts if text] == ["Hello ", "from ", "openai."]
    assert chunks[-1].usage.total_tokens == 12


def test_streamed_chat_of_the_asynchronous_client(address, name):
    async def words():
        async with AsyncOpenAI(base_url=address[0], api_key=KEY) as client:
            stream = await client.chat.completions.create(model=name("chat"), messages=QUESTION, stream=True)
            return [chunk.choices[0].delta.content or "" async for chunk in stream]

    assert "".join(asyncio.run(words())) == "Hello from openai."


def test_tools_there_and_back(client, name):
    asked = client.chat.completions.create(model=name("tools"), messages=QUESTION, tools=[WEATHER]).choices[0]
    assert asked.finish_reason == "tool_calls"
    assert asked.message.content is None
    [call] = asked.message.tool_calls
    city = json.loads(call.function.arguments)["city"]
    told = {"role": "tool", "tool_call_id": call.id, "content": f"18 degrees in {city}"}
    answer = client.chat.completions.create(
        model=name("tools"), messages=[*QUESTION, asked.message, told], tools=[WEATHER]
    )
    assert answer.choices[0].message.content == "The tool says: 18 degrees in Paris"


def test_streamed_tools(client, name):
    with client.chat.completions.stream(model=name("tools"), messages=QUESTION, tools=[WEATHER]) as stream:
        answer = stream.get_final_completion()
    [call] = answer.choices[0].message.tool_calls
    assert call.function.name == "get_weather"
    assert call.function.arguments == '{"city": "Paris"}'


def test_structured_output(client, name):
    answer = client.chat.completions.parse(model=name("json"), messages=QUESTION, response_format=Weather)
    assert answer.choices[0].message.parsed == Weather(city="Paris", celsius=18)


def test_responses_plain_and_streamed(client, name):
    assert client.responses.create(model=name("chat"), input="Hello!").output_text == "Hello from openai."
    events = list(client.responses.create(model=name("chat"), input="Hello!", stream=True))
    texts = [event.delta for event in events if event.type == "response.output_text.delta"]
    assert "".join(texts) == "Hello from openai."
    assert events[-1].type == "response.completed"


def test_completions_plain_and_streamed(client, name):
    answer = client.completions.create(model=name("text"), prompt="Say hello.")
    assert answer.choices[0].text == "Hello from openai."
    chunks = client.completions.create(model=name("text"), prompt="Say hello.", stream=True)
    assert "".join(chunk.choices[0].text for chunk in chunks) == "Hello from openai."


@pytest.mark.parametrize("more", [{}, {"encoding_format": "float"}], ids=["own encoding", "numbers"])
def test_embeddings(client, name, more):
    answer = client.embeddings.create(model=name("embed"), input=["a", "b"], **more)
    assert [entry.embedding for entry in answer.data] == [[0.5, -0.25, 1.0]] * 2


def test_an_image_of_three_megabytes_in_base64(client, name):
    answer = client.images.generate(model=name("picture"), prompt="A door.", response_format="b64_json")
    assert base64.b64decode(answer.data[0].b64_json) == bytes(range(256)) * (3 << 12)


def test_the_list_of_models_and_one_of_them(client):
    ids = {model.id for model in client.models.list()}
    assert {"chat", "tools", "json", "embed", "picture", "text"} <= ids
    assert client.models.retrieve("chat").id == "chat"


def test_a_model_is_found_by_its_name_alone_in_any_case():
    with OpenAI(base_url=f"{URL}/v1", api_key=KEY) as client:
        answer = client.chat.completions.create(model="CHAT-fast", messages=QUESTION)
    assert answer.choices[0].message.content == "Hello from groq."
    assert answer.model == "Chat-Fast"


def test_a_route_falls_back_unseen_also_before_a_stream():
    with OpenAI(base_url=f"{URL}/v1", api_key=KEY) as client:
        raw = client.chat.completions.with_raw_response.create(model="survivor", messages=QUESTION)
        assert raw.headers["x-arobase-attempts"] == "2"
        assert raw.parse().choices[0].message.content == "Hello from groq."
        chunks = client.chat.completions.create(model="survivor", messages=QUESTION, stream=True)
        assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == "Hello from groq."
