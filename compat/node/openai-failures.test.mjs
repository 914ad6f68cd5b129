// OpenAI's SDK: its exception classes, its retries, its time-outs.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import OpenAI from "openai";
import { attempts, cut, fresh, gateway, key, untilCancelled } from "./support.mjs";

const messages = [{ role: "user", content: "Hello!" }];

function client(options = {}) {
  return new OpenAI({ baseURL: `${gateway}/v1`, apiKey: key, maxRetries: 0, ...options });
}

const chat = (model, options) => client(options).chat.completions.create({ model, messages });

describe("errors", () => {
  const expected = [
    ["@nobody/chat", OpenAI.BadRequestError, 400, "unknown_provider"],
    ["no-such-model", OpenAI.NotFoundError, 404, "model_not_found"],
    ["@deepinfra/chat", OpenAI.BadRequestError, 400, "provider_not_configured"],
    ["@faulty/error-400", OpenAI.BadRequestError, 400],
    ["@faulty/error-401", OpenAI.InternalServerError, 502, "upstream_auth_error"],
    ["@faulty/error-404", OpenAI.NotFoundError, 404],
    ["@faulty/error-422", OpenAI.UnprocessableEntityError, 422],
    ["@faulty/error-429", OpenAI.RateLimitError, 429, "rate_limit_exceeded"],
    ["@faulty/error-500", OpenAI.InternalServerError, 502, "upstream_error"],
    ["@faulty/error-503", OpenAI.InternalServerError, 503, "upstream_unavailable"],
    ["@hasty/slow", OpenAI.InternalServerError, 504, "upstream_timeout"],
  ];
  for (const [model, type, status, code] of expected) {
    test(`${model}: ${type.name} ${status} ${code ?? ""}`, async () => {
      const error = await chat(model).catch((thrown) => thrown);
      assert.equal(error.constructor, type, String(error));
      assert.equal(error.status, status);
      if (code) assert.equal(error.code, code);
      assert.ok(error.requestID);
      assert.ok(error.message.length > 10);
    });
  }

  test("a wrong key: AuthenticationError", async () => {
    const error = await chat("@openai/chat", { apiKey: "sk-wrong" }).catch((thrown) => thrown);
    assert.equal(error.constructor, OpenAI.AuthenticationError);
    assert.equal(error.code, "invalid_api_key");
  });

  test("a stream that breaks: APIError after its first words", async () => {
    const model = fresh("cut");
    const stream = await client().chat.completions.create({ model: `@faulty/${model}`, messages, stream: true });
    let text = "";
    const error = await (async () => {
      for await (const chunk of stream) {
        text += chunk.choices[0].delta.content ?? "";
        // Not waited for: what comes next must find the client reading.
        if (text === "Two words ") cut(model);
      }
    })().catch((thrown) => thrown);
    assert.equal(text, "Two words ");
    assert.ok(error instanceof OpenAI.APIError, String(error));
    assert.equal(error.code, "upstream_error");
  });
});

describe("retries", () => {
  test("the SDK repeats what failed after one attempt", async () => {
    const model = fresh("error-500-once");
    const answer = await chat(`@faulty/${model}`, { maxRetries: 2 });
    assert.equal(answer.choices[0].message.content, "Hello from faulty.");
    assert.equal(await attempts(model), 2);
  });

  test("the SDK gives up after its own number of repeats", async () => {
    const model = fresh("error-500");
    await assert.rejects(chat(`@faulty/${model}`, { maxRetries: 1 }), OpenAI.InternalServerError);
    assert.equal(await attempts(model), 2);
  });

  test("a rate limit is waited for as the upstream asks", async () => {
    const model = fresh("error-429-once");
    await chat(`@faulty/${model}`, { maxRetries: 1 });
    assert.equal(await attempts(model), 2);
  });

  test("what the gateway has repeated itself is not repeated again", async () => {
    const model = fresh("error-500");
    const error = await chat(`@repeating/${model}`, { maxRetries: 2 }).catch((thrown) => thrown);
    assert.equal(error.constructor, OpenAI.InternalServerError);
    assert.equal(error.headers.get("x-should-retry"), "false");
    assert.equal(await attempts(model), 2);
  });

  test("a client's mistake is not repeated", async () => {
    const model = fresh("error-400");
    await assert.rejects(chat(`@faulty/${model}`, { maxRetries: 2 }), OpenAI.BadRequestError);
    assert.equal(await attempts(model), 1);
  });
});

describe("time-outs", () => {
  test("the client's own ends the upstream's request", async () => {
    const model = fresh("slow");
    await assert.rejects(chat(`@openai/${model}`, { timeout: 3000 }), OpenAI.APIConnectionTimeoutError);
    await untilCancelled(model);
  });

  test("a stream that is aborted ends the upstream's request", async () => {
    const model = fresh("stall");
    const stream = await client().chat.completions.create({ model: `@openai/${model}`, messages, stream: true });
    for await (const chunk of stream) {
      if (chunk.choices[0].delta.content === "words ") stream.controller.abort();
    }
    await untilCancelled(model);
  });
});
