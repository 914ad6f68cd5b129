// Vercel's AI SDK, with both of its providers: OpenAI's own, and the one for whatever is compatible with it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, embedMany, generateImage, generateText, isStepCount, Output, RetryError, streamText, tool } from "ai";
import { z } from "zod";
import { addresses, attempts, cut, fresh, gateway, key, received, untilCancelled } from "./support.mjs";

const prompt = "Hello!";

const tools = {
  get_weather: tool({
    description: "Tells the weather in a city",
    inputSchema: z.object({ city: z.string() }),
    execute: async ({ city }) => `18 degrees in ${city}`,
  }),
};

const compatible = (baseURL) =>
  createOpenAICompatible({ name: "arobase", baseURL, apiKey: key, includeUsage: true, supportsStructuredOutputs: true });

for (const { baseURL, name } of addresses) {
  const openai = createOpenAI({ baseURL, apiKey: key });
  const makers = { "@ai-sdk/openai-compatible": compatible(baseURL), "@ai-sdk/openai, chat": openai.chat };

  for (const [maker, model] of Object.entries(makers)) {
    describe(`${maker} at ${new URL(baseURL).pathname}`, () => {
      test("chat", async () => {
        const id = fresh("chat");
        const { text, usage } = await generateText({ model: model(name(id)), prompt });
        assert.equal(text, "Hello from openai.");
        assert.equal(usage.totalTokens, 12);
        assert.equal((await received(id))[0].headers.authorization, "Bearer sk-key-of-openai");
      });

      test("streamed chat", async () => {
        const { textStream, usage } = streamText({ model: model(name("chat")), prompt });
        assert.deepEqual(await Array.fromAsync(textStream), ["Hello ", "from ", "openai."]);
        assert.equal((await usage).totalTokens, 12);
      });

      test("tools: there and back", async () => {
        const { text, steps } = await generateText({ model: model(name("tools")), prompt, tools, stopWhen: isStepCount(3) });
        assert.equal(text, "The tool says: 18 degrees in Paris");
        assert.equal(steps.length, 2);
      });

      test("tools: streamed", async () => {
        const { textStream } = streamText({ model: model(name("tools")), prompt, tools, stopWhen: isStepCount(3) });
        assert.equal((await Array.fromAsync(textStream)).join(""), "The tool says: 18 degrees in Paris");
      });

      test("structured output", async () => {
        const schema = z.object({ city: z.string(), celsius: z.number() });
        const { output } = await generateText({ model: model(name("json")), prompt, output: Output.object({ schema }) });
        assert.deepEqual(output, { city: "Paris", celsius: 18 });
      });
    });
  }

  describe(`the rest at ${new URL(baseURL).pathname}`, () => {
    test("responses: plain and streamed", async () => {
      const { text } = await generateText({ model: openai.responses(name("chat")), prompt });
      assert.equal(text, "Hello from openai.");
      const { textStream } = streamText({ model: openai.responses(name("chat")), prompt });
      assert.equal((await Array.fromAsync(textStream)).join(""), "Hello from openai.");
    });

    test("embeddings", async () => {
      const { embeddings } = await embedMany({ model: openai.embedding(name("embed")), values: ["a", "b"] });
      assert.deepEqual(embeddings, [[0.5, -0.25, 1], [0.5, -0.25, 1]]);
    });

    test("images", async () => {
      const { image } = await generateImage({ model: compatible(baseURL).imageModel(name("picture")), prompt: "A door." });
      assert.equal(image.uint8Array.length, 3 * 1024 * 1024);
    });
  });
}

const model = compatible(`${gateway}/v1`);

describe("errors", () => {
  const expected = [
    ["@nobody/chat", 400, false],
    ["no-such-model", 404, false],
    ["@faulty/error-401", 502, true],
    ["@faulty/error-422", 422, false],
    ["@faulty/error-429", 429, true],
    ["@faulty/error-500", 502, true],
    ["@hasty/slow", 504, true],
  ];
  for (const [id, statusCode, isRetryable] of expected) {
    test(`${id}: APICallError ${statusCode}`, async () => {
      const error = await generateText({ model: model(id), prompt, maxRetries: 0 }).catch((thrown) => thrown);
      assert.ok(APICallError.isInstance(error), String(error));
      assert.deepEqual([error.statusCode, error.isRetryable], [statusCode, isRetryable]);
      assert.ok(error.data.error.message);
    });
  }

  test("a wrong key: APICallError 401", async () => {
    const stranger = createOpenAICompatible({ name: "arobase", baseURL: `${gateway}/v1`, apiKey: "sk-wrong" });
    const error = await generateText({ model: stranger("@openai/chat"), prompt }).catch((thrown) => thrown);
    assert.ok(APICallError.isInstance(error), String(error));
    assert.equal(error.statusCode, 401);
  });

  test("a stream that breaks ends with an error, after its first words", async () => {
    const id = fresh("cut");
    const { stream } = streamText({ model: model(`@faulty/${id}`), prompt, maxRetries: 0, onError: () => {} });
    let text = "";
    let error;
    for await (const part of stream) {
      if (part.type === "text-delta") text += part.text;
      // Not waited for: what comes next must find the client reading.
      if (part.type === "text-delta" && text === "Two words ") cut(id);
      if (part.type === "error") {
        error = part.error;
        break;
      }
    }
    assert.equal(text, "Two words ");
    assert.equal(error?.code, "upstream_error");
  });
});

describe("retries", () => {
  test("the SDK repeats what may be repeated", async () => {
    const id = fresh("error-429-once");
    assert.equal((await generateText({ model: model(`@faulty/${id}`), prompt })).text, "Hello from faulty.");
    assert.equal(await attempts(id), 2);
  });

  test("the SDK gives up after its own number of repeats", async () => {
    const id = fresh("error-429");
    const error = await generateText({ model: model(`@faulty/${id}`), prompt, maxRetries: 1 }).catch((thrown) => thrown);
    assert.ok(RetryError.isInstance(error), String(error));
    assert.ok(APICallError.isInstance(error.lastError));
    assert.equal(await attempts(id), 2);
  });

  test("a client's mistake is not repeated", async () => {
    const id = fresh("error-400");
    await assert.rejects(generateText({ model: model(`@faulty/${id}`), prompt }), APICallError.isInstance);
    assert.equal(await attempts(id), 1);
  });
});

describe("time-outs", () => {
  test("the client's own ends the upstream's request", async () => {
    const id = fresh("slow");
    const abortSignal = AbortSignal.timeout(3000);
    await assert.rejects(generateText({ model: model(`@openai/${id}`), prompt, abortSignal }), { name: "TimeoutError" });
    await untilCancelled(id);
  });

  test("a stream that is aborted ends the upstream's request", async () => {
    const id = fresh("stall");
    const leaving = new AbortController();
    const { stream } = streamText({ model: model(`@openai/${id}`), prompt, abortSignal: leaving.signal });
    const types = [];
    for await (const part of stream) {
      types.push(part.type);
      if (part.text === "words ") leaving.abort();
    }
    assert.equal(types.at(-1), "abort");
    await untilCancelled(id);
  });
});
