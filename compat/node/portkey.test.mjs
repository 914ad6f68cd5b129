// Portkey's SDK, written for Portkey's gateway, with nothing but another base URL.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Portkey } from "portkey-ai";
import { BadRequestError, InternalServerError, RateLimitError } from "portkey-ai/dist/src/error.js";
import { attempts, fake, fresh, gateway, key, openGateway, received, untilCancelled, weather } from "./support.mjs";

const messages = [{ role: "user", content: "Hello!" }];

const portkey = (options) => new Portkey({ baseURL: `${openGateway}/v1`, ...options });

/** What answered, and Portkey's headers beside it. */
async function ask(options, model = "chat-fast", more = {}) {
  const answer = await portkey(options).chat.completions.create({ model, messages, ...more });
  return { text: answer.choices[0].message.content, ...answer.getHeaders() };
}

const openai = { provider: "openai", overrideParams: { model: "chat" } };
const groq = { provider: "groq" };
const failing = { provider: "repeating", override_params: { model: "error-500" } };

describe("a provider", () => {
  test("named by the client: its headers come back", async () => {
    const answer = await ask({ provider: "openai", traceID: "trace-1" }, "chat");
    assert.equal(answer.text, "Hello from openai.");
    assert.equal(answer.provider, "openai");
    assert.equal(answer["last-used-option-index"], "config");
    assert.equal(answer["retry-attempt-count"], "0");
    assert.equal(answer["trace-id"], "trace-1");
  });

  for (const Authorization of ["sk-of-the-client", "Bearer sk-of-the-client"]) {
    test(`with the client's own key, written "${Authorization.split("sk")[0]}…"`, async () => {
      const model = fresh("chat");
      assert.equal((await ask({ provider: "brought", Authorization }, model)).text, "Hello from brought.");
      assert.equal((await received(model))[0].headers.authorization, "Bearer sk-of-the-client");
    });
  }

  test("behind a gateway that asks for a key: Portkey's API key is that key", async () => {
    const model = fresh("chat");
    const options = { baseURL: `${gateway}/v1`, provider: "brought", apiKey: key, Authorization: "sk-of-the-client" };
    assert.equal((await ask(options, model)).text, "Hello from brought.");
    const [{ headers }] = await received(model);
    assert.equal(headers.authorization, "Bearer sk-of-the-client");
    assert.ok(!JSON.stringify(headers).includes(key));
    assert.deepEqual(Object.keys(headers).filter((name) => name.startsWith("x-portkey")), []);
  });

  test("at a host of the client's own", async () => {
    const model = fresh("chat");
    const options = { provider: "openai", customHost: `${fake}/own-host/v1`, Authorization: "sk-of-the-client" };
    assert.equal((await ask(options, model)).text, "Hello from own-host.");
    assert.equal((await received(model))[0].headers.authorization, "Bearer sk-of-the-client");
  });

  test("with headers of the client's that are passed on", async () => {
    const model = fresh("chat");
    await portkey({ provider: "openai", forwardHeaders: ["x-team"] }).chat.completions.create(
      { model, messages }, {}, { extraHeaders: { "x-team": "search" } });
    assert.equal((await received(model))[0].headers["x-team"], "search");
  });
});

describe("configurations", () => {
  test("single", async () => {
    const answer = await ask({ config: { strategy: { mode: "single" }, targets: [groq, openai] } });
    assert.equal(answer.text, "Hello from groq.");
    assert.equal(answer["last-used-option-index"], "config.targets[0]");
  });

  test("fallback", async () => {
    const answer = await ask({ config: { strategy: { mode: "fallback" }, targets: [failing, groq] } });
    assert.equal(answer.text, "Hello from groq.");
    assert.equal(answer.provider, "groq");
    assert.equal(answer["last-used-option-index"], "config.targets[1]");
  });

  test("fallback after other statuses only", async () => {
    const config = { strategy: { mode: "fallback", onStatusCodes: [429] }, targets: [failing, groq] };
    await assert.rejects(ask({ config }), InternalServerError);
  });

  test("fallback of a stream", async () => {
    const config = { strategy: { mode: "fallback" }, targets: [failing, groq] };
    const stream = await portkey({ config }).chat.completions.create({ model: "chat-fast", messages, stream: true });
    let text = "";
    for await (const chunk of stream) text += chunk.choices[0].delta.content ?? "";
    assert.equal(text, "Hello from groq.");
  });

  test("load-balance by weight", async () => {
    for (const [weights, text] of [[[1, 0], "Hello from openai."], [[0, 1], "Hello from groq."]]) {
      const targets = [{ ...openai, weight: weights[0] }, { ...groq, weight: weights[1] }];
      const answer = await ask({ config: { strategy: { mode: "loadbalance" }, targets } });
      assert.equal(answer.text, text);
      assert.equal(answer["last-used-option-index"], `config.targets[${weights.indexOf(1)}]`);
    }
  });

  test("conditional, by metadata and by parameters", async () => {
    const strategy = {
      mode: "conditional",
      conditions: [
        { query: { "metadata.plan": { $eq: "paid" } }, then: "good" },
        { query: { $and: [{ "params.temperature": { $gt: 1 } }, { "params.model": { $regex: "^chat" } }] }, then: "good" },
      ],
      default: "cheap",
    };
    const config = { strategy, targets: [{ name: "good", ...openai }, { name: "cheap", ...groq }] };
    assert.equal((await ask({ config })).text, "Hello from groq.");
    assert.equal((await ask({ config, metadata: { plan: "paid" } })).text, "Hello from openai.");
    assert.equal((await ask({ config }, "chat-fast", { temperature: 1.5 })).text, "Hello from openai.");
  });

  test("nested", async () => {
    const inner = { strategy: { mode: "loadbalance" }, targets: [{ ...openai, weight: 0 }, { ...groq, weight: 1 }] };
    const answer = await ask({ config: { strategy: { mode: "fallback" }, targets: [failing, inner] } });
    assert.equal(answer.text, "Hello from groq.");
    assert.equal(answer["last-used-option-index"], "config.targets[1].targets[1]");
  });

  test("a model with its provider in override_params", async () => {
    const answer = await ask({ config: { override_params: { model: "@openai/chat" } } }, "whatever");
    assert.equal(answer.text, "Hello from openai.");
  });

  test("retry", async () => {
    const model = fresh("error-500-once");
    const answer = await ask({ config: { ...groq, retry: { attempts: 2 } } }, model);
    assert.equal(answer.text, "Hello from groq.");
    assert.equal(answer["retry-attempt-count"], "1");
    assert.equal(await attempts(model), 2);
  });

  test("request_timeout", async () => {
    const model = fresh("slow");
    const error = await ask({ config: { ...groq, request_timeout: 300 } }, model).catch((thrown) => thrown);
    assert.ok(error instanceof InternalServerError, String(error));
    assert.equal(error.status, 504);
    await untilCancelled(model);
  });
});

describe("the rest", () => {
  test("tools", async () => {
    const answer = await portkey({ provider: "openai" }).chat.completions.create({
      model: "tools", messages, tools: [{ type: "function", function: weather }],
    });
    assert.equal(answer.choices[0].message.tool_calls[0].function.name, "get_weather");
  });

  test("structured output", async () => {
    const schema = { type: "object", properties: { city: { type: "string" }, celsius: { type: "number" } } };
    const answer = await portkey({ provider: "openai" }).chat.completions.create({
      model: "json", messages, response_format: { type: "json_schema", json_schema: { name: "weather", schema } },
    });
    assert.deepEqual(JSON.parse(answer.choices[0].message.content), { city: "Paris", celsius: 18 });
  });

  test("completions, embeddings, images, models", async () => {
    const client = portkey({ provider: "openai" });
    const completion = await client.completions.create({ model: "text", prompt: "Say hello." });
    assert.equal(completion.choices[0].text, "Hello from openai.");
    const embeddings = await client.embeddings.create({ model: "embed", input: ["a"] });
    assert.deepEqual(embeddings.data[0].embedding, [0.5, -0.25, 1]);
    const images = await client.images.generate({ model: "picture", prompt: "A door." });
    assert.equal(Buffer.from(images.data[0].b64_json, "base64").length, 3 * 1024 * 1024);
    const models = await client.models.list();
    assert.ok(models.data.some((model) => model.id === "chat"));
  });

  test("errors: the SDK's own classes, and one attempt", async () => {
    const expected = [
      ["error-400", BadRequestError, 400],
      ["error-429", RateLimitError, 429],
      ["error-500", InternalServerError, 502],
    ];
    for (const [behaviour, type, status] of expected) {
      const model = fresh(behaviour);
      const error = await ask({ provider: "faulty" }, model).catch((thrown) => thrown);
      assert.equal(error.constructor, type, String(error));
      assert.equal(error.status, status);
      assert.equal(await attempts(model), 1);
    }
  });

  test("a configuration that cannot be: 400 that says where", async () => {
    const error = await ask({ config: { strategy: { mode: "fallback" }, targets: [] } }).catch((thrown) => thrown);
    assert.ok(error instanceof BadRequestError, String(error));
    assert.match(error.message, /config\.targets/);
  });
});
