// OpenAI's SDK: what a good answer is.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import OpenAI from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";
import { addresses, fresh, gateway, key, received, weather } from "./support.mjs";

const question = [{ role: "user", content: "Hello!" }];

for (const { baseURL, name } of addresses) {
  const client = new OpenAI({ baseURL, apiKey: key });

  describe(new URL(baseURL).pathname, () => {
    test("chat: the answer, and the provider's own key and spelling upstream", async () => {
      const model = fresh("chat");
      const answer = await client.chat.completions.create({ model: name(model), messages: question });
      assert.equal(answer.choices[0].message.content, "Hello from openai.");
      assert.equal(answer.usage.total_tokens, 12);
      assert.ok(answer._request_id);
      const [request] = await received(model);
      assert.equal(request.headers.authorization, "Bearer sk-key-of-openai");
      assert.deepEqual(request.body, { model, messages: question });
    });

    test("chat: streamed, with usage", async () => {
      const stream = await client.chat.completions.create({
        model: name("chat"), messages: question, stream: true, stream_options: { include_usage: true },
      });
      const texts = [];
      let usage;
      for await (const chunk of stream) {
        texts.push(chunk.choices[0]?.delta.content ?? "");
        usage = chunk.usage ?? usage;
      }
      assert.equal(texts.join(""), "Hello from openai.");
      assert.deepEqual(texts.filter(Boolean), ["Hello ", "from ", "openai."]);
      assert.equal(usage.total_tokens, 12);
    });

    test("tools: the SDK's own round trip", async () => {
      const runner = client.chat.completions.runTools({
        model: name("tools"),
        messages: question,
        tools: [{ type: "function", function: { ...weather, parse: JSON.parse, function: ({ city }) => `18 degrees in ${city}` } }],
      });
      assert.equal(await runner.finalContent(), "The tool says: 18 degrees in Paris");
    });

    test("tools: streamed", async () => {
      const stream = client.chat.completions.stream({
        model: name("tools"), messages: question, tools: [{ type: "function", function: weather }],
      });
      const { message, finish_reason } = (await stream.finalChatCompletion()).choices[0];
      assert.equal(finish_reason, "tool_calls");
      assert.equal(message.tool_calls[0].function.arguments, '{"city": "Paris"}');
    });

    test("structured output", async () => {
      const format = zodResponseFormat(z.object({ city: z.string(), celsius: z.number() }), "weather");
      const answer = await client.chat.completions.parse({ model: name("json"), messages: question, response_format: format });
      assert.deepEqual(answer.choices[0].message.parsed, { city: "Paris", celsius: 18 });
    });

    test("responses: plain and streamed", async () => {
      const answer = await client.responses.create({ model: name("chat"), input: "Hello!" });
      assert.equal(answer.output_text, "Hello from openai.");
      const stream = await client.responses.create({ model: name("chat"), input: "Hello!", stream: true });
      let text = "";
      let last;
      for await (const event of stream) {
        if (event.type === "response.output_text.delta") text += event.delta;
        last = event.type;
      }
      assert.equal(text, "Hello from openai.");
      assert.equal(last, "response.completed");
    });

    test("completions: plain and streamed", async () => {
      const answer = await client.completions.create({ model: name("text"), prompt: "Say hello." });
      assert.equal(answer.choices[0].text, "Hello from openai.");
      let text = "";
      for await (const chunk of await client.completions.create({ model: name("text"), prompt: "Say hello.", stream: true })) {
        text += chunk.choices[0].text;
      }
      assert.equal(text, "Hello from openai.");
    });

    test("embeddings: in the SDK's own encoding and as numbers", async () => {
      for (const encoding_format of [undefined, "float"]) {
        const answer = await client.embeddings.create({ model: name("embed"), input: ["a", "b"], encoding_format });
        assert.deepEqual(answer.data.map((entry) => [...entry.embedding]), [[0.5, -0.25, 1], [0.5, -0.25, 1]]);
      }
    });

    test("images: three megabytes in base64", async () => {
      const answer = await client.images.generate({ model: name("picture"), prompt: "A door.", response_format: "b64_json" });
      const picture = Buffer.from(answer.data[0].b64_json, "base64");
      assert.equal(picture.length, 3 * 1024 * 1024);
      assert.ok(picture.every((byte, index) => byte === index % 256));
    });

    test("models: the list, and one of them", async () => {
      const ids = [];
      for await (const model of client.models.list()) ids.push(model.id);
      for (const id of ["chat", "tools", "json", "embed", "picture", "text"]) assert.ok(ids.includes(id), `${id} in ${ids}`);
      assert.equal((await client.models.retrieve("chat")).id, "chat");
    });
  });
}

test("a model is found by its name alone, in any case", async () => {
  const client = new OpenAI({ baseURL: `${gateway}/v1`, apiKey: key });
  const answer = await client.chat.completions.create({ model: "CHAT-fast", messages: question });
  assert.equal(answer.choices[0].message.content, "Hello from groq.");
  assert.equal(answer.model, "Chat-Fast");
});

test("a route falls back unseen, also before a stream", async () => {
  const client = new OpenAI({ baseURL: `${gateway}/v1`, apiKey: key });
  const { data, response } = await client.chat.completions.create({ model: "survivor", messages: question }).withResponse();
  assert.equal(data.choices[0].message.content, "Hello from groq.");
  assert.equal(response.headers.get("x-arobase-attempts"), "2");
  let text = "";
  for await (const chunk of await client.chat.completions.create({ model: "survivor", messages: question, stream: true })) {
    text += chunk.choices[0].delta.content ?? "";
  }
  assert.equal(text, "Hello from groq.");
});
