"""OpenAI's SDK: its exception classes, its retries, its time-outs."""

import openai
import pytest
from gateway import KEY, QUESTION, URL, attempts, cut, fresh, until_cancelled


def client(**options):
    return openai.OpenAI(**{"base_url": f"{URL}/v1", "api_key": KEY, "max_retries": 0} | options)


def chat(model, **options):
    with client(**options) as sdk:
        return sdk.chat.completions.create(model=model, messages=QUESTION)


@pytest.mark.parametrize(
    ("model", "error", "status", "code"),
    [
        ("@nobody/chat", openai.BadRequestError, 400, "unknown_provider"),
        ("no-such-model", openai.NotFoundError, 404, "model_not_found"),
        ("@deepinfra/chat", openai.BadRequestError, 400, "provider_not_configured"),
        ("@faulty/error-400", openai.BadRequestError, 400, None),
        ("@faulty/error-401", openai.InternalServerError, 502, "upstream_auth_error"),
        ("@faulty/error-404", openai.NotFoundError, 404, None),
        ("@faulty/error-422", openai.UnprocessableEntityError, 422, None),
        ("@faulty/error-429", openai.RateLimitError, 429, "rate_limit_exceeded"),
        ("@faulty/error-500", openai.InternalServerError, 502, "upstream_error"),
        ("@faulty/error-503", openai.InternalServerError, 503, "upstream_unavailable"),
        ("@hasty/slow", openai.InternalServerError, 504, "upstream_timeout"),
    ],
)
def test_errors_are_of_the_sdks_own_classes(model, error, status, code):
    with pytest.raises(error) as thrown:
        chat(model)
    assert type(thrown.value) is error
    assert thrown.value.status_code == status
    assert code is None or thrown.value.code == code
    assert thrown.value.request_id
    assert thrown.value.body["message"]


def test_a_wrong_key_is_an_authentication_error():
    with pytest.raises(openai.AuthenticationError) as thrown:
        chat("@openai/chat", api_key="sk-wrong")
    assert thrown.value.code == "invalid_api_key"


def words_until_it_breaks(model, when_read):
    words = []
    with client() as sdk, pytest.raises(openai.APIError) as thrown:
        for chunk in sdk.chat.completions.create(model=model, messages=QUESTION, stream=True):
            words.append(chunk.choices[0].delta.content or "")
            if words[-1] == "words ":
                when_read()
    assert "".join(words) == "Two words "
    return thrown.value


def test_a_stream_that_breaks_is_an_api_error_after_its_first_words():
    model = fresh("cut")
    assert words_until_it_breaks(f"@faulty/{model}", lambda: cut(model)).code == "upstream_error"


def test_a_stream_that_falls_silent_is_an_api_error_after_its_first_words():
    assert words_until_it_breaks("@restless/stall", lambda: None).code == "upstream_timeout"


def test_the_sdk_repeats_what_failed_after_one_attempt():
    model = fresh("error-500-once")
    assert chat(f"@faulty/{model}", max_retries=2).choices[0].message.content == "Hello from faulty."
    assert attempts(model) == 2


def test_the_sdk_gives_up_after_its_own_number_of_repeats():
    model = fresh("error-500")
    with pytest.raises(openai.InternalServerError):
        chat(f"@faulty/{model}", max_retries=1)
    assert attempts(model) == 2


def test_a_rate_limit_is_waited_for_as_the_upstream_asks():
    model = fresh("error-429-once")
    chat(f"@faulty/{model}", max_retries=1)
    assert attempts(model) == 2


def test_what_the_gateway_has_repeated_itself_is_not_repeated_again():
    model = fresh("error-500")
    with pytest.raises(openai.InternalServerError) as thrown:
        chat(f"@repeating/{model}", max_retries=2)
    assert thrown.value.response.headers["x-should-retry"] == "false"
    assert attempts(model) == 2


def test_a_clients_mistake_is_not_repeated():
    model = fresh("error-400")
    with pytest.raises(openai.BadRequestError):
        chat(f"@faulty/{model}", max_retries=2)
    assert attempts(model) == 1


def test_the_clients_own_time_out_ends_the_upstreams_request():
    model = fresh("slow")
    with pytest.raises(openai.APITimeoutError):
        chat(f"@openai/{model}", timeout=3)
    until_cancelled(model)


def test_a_stream_that_is_closed_ends_the_upstreams_request():
    model = fresh("stall")
    with client() as sdk:
        stream = sdk.chat.completions.create(model=f"@openai/{model}", messages=QUESTION, stream=True)
        for chunk in stream:
            if chunk.choices[0].delta.content == "words ":
                break
        stream.close()
        until_cancelled(model)
