// What the suites share: where things are, names that no other test uses, and what the upstream received.

import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

export const gateway = process.env.AROBASE_URL;
export const openGateway = process.env.AROBASE_OPEN_URL;
export const key = process.env.AROBASE_KEY;
export const fake = process.env.FAKE_URL;

/** The two ways to name a provider: in the model's id, and in the base URL. */
export const addresses = [
  { baseURL: `${gateway}/v1`, name: (model) => `@openai/${model}` },
  { baseURL: `${gateway}/@openai/v1`, name: (model) => model },
];

let made = 0;

/** A model of this behaviour whose requests are told from those of all other tests. */
export function fresh(behaviour) {
  made += 1;
  return `${behaviour}~node-${process.pid}-${made}`;
}

/** What the upstream received for a model, oldest first. */
export async function received(model) {
  const answer = await fetch(`${fake}/journal?model=${encodeURIComponent(model)}`);
  return answer.json();
}

/** Waits until what was received for a model fulfils the condition. */
export async function untilReceived(model, condition) {
  for (let tries = 0; tries < 400; tries += 1) {
    const entries = await received(model);
    if (condition(entries)) return entries;
    await pause(50);
  }
  assert.fail(`upstream has ${JSON.stringify(await received(model))} of ${model}`);
}

/** Waits until the gateway has given up its only request for a model. */
export const untilCancelled = (model) =>
  untilReceived(model, (entries) => entries.length === 1 && entries[0].ended === "cancelled");

/** Breaks off the upstream's answers of a model whose behaviour is `cut`. */
export async function cut(model) {
  await fetch(`${fake}/cut?model=${encodeURIComponent(model)}`, { method: "POST" });
}

/** The number of requests that the upstream received for a model. */
export const attempts = async (model) => (await received(model)).length;

export const weather = {
  name: "get_weather",
  description: "Tells the weather in a city",
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false },
};
