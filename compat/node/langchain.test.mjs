// LangChain for JavaScript.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { HumanMessage, ToolMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { ChatOpenAI, OpenAIEmbeddings } from "@langchain/openai";
import OpenAI from "openai";
import { z } from "zod";
import { addresses, attempts, fresh, gateway, key, received, untilCancelled } from "./support.mjs";

const getWeather = tool(async ({ city }) => `18 degrees in ${city}`, {
  name: "get_weather",
  description: "Tells the weather in a city",
  schema: z.object({ city: z.string() }),
});

const chat = (model, baseURL = `${gateway}/v1`, options = {}) =>
  new ChatOpenAI({ model, apiKey: key, configuration: { baseURL }, maxRetries: 0, ...options });

for (const { baseURL, name } of addresses) {
  describe(new URL(baseURL).pathname, () => {
    test("chat", async () => {
      const model = fresh("chat");
      const answer = await chat(name(model), baseURL).invoke("Hello!");
      assert.equal(answer.content, "Hello from openai.");
      assert.equal(answer.usage_metadata.total_tokens, 12);
      assert.equal((await received(model))[0].headers.authorization, "Bearer sk-key-of-openai");
    });

    test("streamed chat, with usage", async () => {
      const chunks = await Array.fromAsync(await chat(name("chat"), baseURL).stream("Hello!"));
      assert.deepEqual(chunks.map((chunk) => chunk.content).filter(Boolean), ["Hello ", "from ", "openai."]);
      assert.ok(chunks.some((chunk) => chunk.usage_metadata?.total_tokens === 12));
    });

    test("tools: there and back", async () => {
      const model = chat(name("tools"), baseURL).bindTools([getWeather]);
      const question = new HumanMessage("Hello!");
      const asked = await model.invoke([question]);
      const told = await getWeather.invoke(asked.tool_calls[0]);
      assert.ok(told instanceof ToolMessage);
      assert.equal((await model.invoke([question, asked, told])).content, "The tool says: 18 degrees in Paris");
    });

    test("structured output", async () => {
      const schema = z.object({ city: z.string(), celsius: z.number() });
      const model = chat(name("json"), baseURL).withStructuredOutput(schema, { name: "weather", method: "jsonSchema" });
      assert.deepEqual(await model.invoke("Hello!"), { city: "Paris", celsius: 18 });
    });

    test("responses", async () => {
      const answer = await chat(name("chat"), baseURL, { useResponsesApi: true }).invoke("Hello!");
      assert.equal(answer.text, "Hello from openai.");
    });

    test("embeddings", async () => {
      const model = new OpenAIEmbeddings({ model: name("embed"), apiKey: key, configuration: { baseURL } });
      assert.deepEqual(await model.embedDocuments(["a", "b"]), [[0.5, -0.25, 1], [0.5, -0.25, 1]]);
    });
  });
}

describe("errors", () => {
  const expected = [
    ["@nobody/chat", OpenAI.BadRequestError, "unknown_provider"],
    ["no-such-model", OpenAI.NotFoundError, "model_not_found"],
    ["@faulty/error-401", OpenAI.InternalServerError, "upstream_auth_error"],
    ["@faulty/error-422", OpenAI.UnprocessableEntityError],
    ["@faulty/error-429", OpenAI.RateLimitError, "rate_limit_exceeded"],
    ["@faulty/error-500", OpenAI.InternalServerError, "upstream_error"],
    ["@hasty/slow", OpenAI.InternalServerError, "upstream_timeout"],
  ];
  for (const [model, type, code] of expected) {
    test(`${model}: OpenAI's ${type.name}`, async () => {
      const error = await chat(model).invoke("Hello!").catch((thrown) => thrown);
      assert.ok(error instanceof type, String(error));
      if (code) assert.equal(error.code, code);
    });
  }

  test("a wrong key: OpenAI's AuthenticationError", async () => {
    const stranger = chat("@openai/chat", undefined, { apiKey: "sk-wrong" });
    await assert.rejects(stranger.invoke("Hello!"), OpenAI.AuthenticationError);
  });
});

describe("retries", () => {
  test("LangChain repeats what failed after one attempt", async () => {
    const model = fresh("error-500-once");
    assert.equal((await chat(`@faulty/${model}`, undefined, { maxRetries: 1 }).invoke("Hello!")).content, "Hello from faulty.");
    assert.equal(await attempts(model), 2);
  });

  test("a client's mistake is not repeated", async () => {
    const model = fresh("error-400");
    await assert.rejects(chat(`@faulty/${model}`, undefined, { maxRetries: 2 }).invoke("Hello!"), OpenAI.BadRequestError);
    assert.equal(await attempts(model), 1);
  });
});

test("LangChain's own time-out ends the upstream's request", async () => {
  const model = fresh("slow");
  await assert.rejects(chat(`@openai/${model}`, undefined, { timeout: 3000 }).invoke("Hello!"), { name: "TimeoutError" });
  await untilCancelled(model);
});
