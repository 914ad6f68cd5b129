"""`arobase connect CLIENT`: what it prints is used as it stands.

Programs that are too large to install for a test (editors, agents, web applications) are played by an SDK that is given their
settings: the address, the key and the model must work in the way in which the program would use them.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import anthropic
import openai
import pytest
import yaml
from gateway import QUESTION, URL, received

HERE = Path(__file__).resolve().parent
NODE = HERE.parent / "node"
CONFIG = HERE.parent / "routes.yaml"


def connect(client, model="@openai/chat"):
    """What the command prints. The client key is taken from the environment, $AROBASE_KEY."""
    command = [os.environ["AROBASE_PROGRAM"], "connect", client, "--config", str(CONFIG), "--model", model]
    # A short life: compiled quickly rather than well.
    return output(command + ["--port", str(urlsplit(URL).port)], AROBASE_JAVA_OPTS="-XX:TieredStopAtLevel=1")


def output(command, stdin=None, folder=None, **environment):
    env = os.environ | environment
    done = subprocess.run(command, input=stdin, cwd=folder, env=env, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return done.stdout


def chat(base_url, key, model):
    with openai.OpenAI(base_url=base_url, api_key=key, max_retries=0) as client:
        answer = client.chat.completions.create(model=model, messages=QUESTION)
    return answer.choices[0].message.content


def exported(settings):
    """The variables that lines of a shell set, read by a shell."""
    lines = [line for line in settings.splitlines() if re.match(r"(export )?[A-Z_]+=", line)]
    script = "set -a\n" + "\n".join(lines) + "\nexec env -0"
    pairs = output(["env", "-i", "sh", "-c", script]).split("\0")
    return dict(pair.split("=", 1) for pair in pairs if pair)


# ---- executed ------------------------------------------------------------------------------------------------------------


def test_curl():
    answer = json.loads(output(["sh", "-c", connect("curl")]))
    assert answer["choices"][0]["message"]["content"] == "Hello from openai."


@pytest.mark.parametrize("client", ["openai-python", "langchain"])
def test_python(client):
    assert output([sys.executable, "-c", connect(client)]).strip() == "Hello from openai."


@pytest.mark.parametrize("client", ["openai-node", "langchain-js", "vercel-ai-sdk"])
def test_node(client):
    run = ["node", "--input-type=module"]
    assert output(run, stdin=connect(client), folder=NODE).strip() == "Hello from openai."


def test_llm(tmp_path):
    settings = connect("llm")
    store_key = re.search(r"llm keys set .*", settings)[0]
    (tmp_path / "extra-openai-models.yaml").write_text(settings)
    env = {"LLM_USER_PATH": str(tmp_path)}
    output(["sh", "-c", store_key], **env)
    assert output(["llm", "--model", "arobase", "Hello!"], **env).strip() == "Hello from openai."


# ---- played by an SDK ----------------------------------------------------------------------------------------------------


def test_claude_code():
    env = exported(connect("claude-code", "@anthropic/claude"))
    client = anthropic.Anthropic(base_url=env["ANTHROPIC_BASE_URL"], auth_token=env["ANTHROPIC_AUTH_TOKEN"])
    with client.messages.stream(model=env["ANTHROPIC_MODEL"], max_tokens=64, messages=QUESTION) as stream:
        assert stream.get_final_text() == "Hello from anthropic."
    assert received("claude")[-1]["headers"]["x-api-key"] == "sk-key-of-anthropic"


def test_codex():
    settings = connect("codex")
    provider = tomllib.loads(settings)["model_providers"]["arobase"]
    key = exported(re.search(r"export .*", settings)[0])[provider["env_key"]]
    assert provider["wire_api"] == "responses"
    with openai.OpenAI(base_url=provider["base_url"], api_key=key) as client:
        events = list(client.responses.create(model=tomllib.loads(settings)["model"], input="Hello!", stream=True))
    assert events[-1].response.output_text == "Hello from openai."


def test_aider():
    words = shlex.split(connect("aider"))
    flags = dict(zip(words[1::2], words[2::2], strict=True))
    # The library under aider takes everything behind the first slash as the model.
    model = flags["--model"].removeprefix("openai/")
    assert chat(flags["--openai-api-base"], flags["--openai-api-key"], model) == "Hello from openai."


@pytest.mark.parametrize("client", ["litellm", "llamaindex"])
def test_libraries_for_python_that_are_not_installed(client):
    source = connect(client)
    compile(source, client, "exec")
    named = dict(re.findall(r'(\w+)="([^"]*)"', source))
    assert chat(named["api_base"], named["api_key"], named["model"].removeprefix("openai/")) == "Hello from openai."


def test_cline():
    shown = dict(re.findall(r"^  (.+?)  +(.+)$", connect("cline"), re.MULTILINE))
    assert chat(shown["Base URL"], shown["API Key"], shown["Model ID"]) == "Hello from openai."


def test_continue():
    model = yaml.safe_load(connect("continue"))["models"][0]
    assert chat(model["apiBase"], model["apiKey"], model["model"]) == "Hello from openai."


def test_librechat():
    endpoint = yaml.safe_load(connect("librechat"))["endpoints"]["custom"][0]
    assert chat(endpoint["baseURL"], endpoint["apiKey"], endpoint["models"]["default"][0]) == "Hello from openai."
    with openai.OpenAI(base_url=endpoint["baseURL"], api_key=endpoint["apiKey"]) as client:
        assert "chat" in [model.id for model in client.models.list()]


def test_open_webui():
    settings = connect("open-webui")
    env = dict(line.split("=", 1) for line in settings.splitlines() if not line.startswith("#"))
    assert chat(env["OPENAI_API_BASE_URL"], env["OPENAI_API_KEY"], "@openai/chat") == "Hello from openai."


def test_goose():
    env = exported(connect("goose"))
    base_url = f"{env['OPENAI_HOST']}/{env['OPENAI_BASE_PATH'].removesuffix('/chat/completions')}"
    assert chat(base_url, env["OPENAI_API_KEY"], env["GOOSE_MODEL"]) == "Hello from openai."


def test_opencode():
    settings = json.loads(connect("opencode"))
    provider = settings["provider"]["arobase"]
    [model] = provider["models"]
    assert settings["model"] == f"arobase/{model}"
    # The package that it names, with the options that it gives.
    source = f"""
        import {{ createOpenAICompatible }} from {json.dumps(provider["npm"])};
        import {{ generateText }} from "ai";
        const provider = createOpenAICompatible({json.dumps({"name": "arobase"} | provider["options"])});
        console.log((await generateText({{ model: provider({json.dumps(model)}), prompt: "Hello!" }})).text);
    """
    assert output(["node", "--input-type=module"], stdin=source, folder=NODE).strip() == "Hello from openai."


def test_zed():
    settings = connect("zed")
    key = exported(re.search(r"export .*", settings)[0])["AROBASE_API_KEY"]
    provider = json.loads(re.sub(r"^//.*", "", settings))["language_models"]["openai_compatible"]["Arobase"]
    assert chat(provider["api_url"], key, provider["available_models"][0]["name"]) == "Hello from openai."


def test_spring_ai():
    settings = yaml.safe_load(connect("spring-ai"))["spring"]["ai"]["openai"]
    model = settings["chat"]["options"]["model"]
    assert chat(settings["base-url"], settings["api-key"], model) == "Hello from openai."


@pytest.mark.parametrize("client", ["openai-java", "langchain4j"])
def test_java(client):
    named = dict(re.findall(r'\.(\w+)\("([^"]*)"\)', connect(client)))
    model = named.get("model") or named["modelName"]
    assert chat(named["baseUrl"], named["apiKey"], model) == "Hello from openai."


def test_every_client_is_tried_here():
    listed = output([os.environ["AROBASE_PROGRAM"], "connect"]).split("\n")
    names = {line.split()[0] for line in listed if line.strip()}
    tried = set(re.findall(r'"([a-z0-9-]+)"', Path(__file__).read_text()))
    assert names <= tried, names - tried
