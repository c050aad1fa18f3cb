import { isJson } from '../is-json.ts';
import { gatewayRefusal } from '../problem.ts';
import type { Json } from '../shapes.ts';

type Check = readonly [name: string, isFine: (value: unknown) => boolean, otherwise: string];

// The gateway's parameters with their rules: https://www.assemblyai.com/docs/llm-gateway/api-reference. The service
// publishes few of the words with which it refuses a value; the others are ours.
const checks: readonly Check[] = [
  ['max_tokens', (value) => isWhole(value, 1), 'max_tokens must be an integer of at least 1'],
  ['temperature', (value) => isNumber(value, 0, 2), 'temperature must be between 0 and 2'],
  ['top_p', (value) => isNumber(value, 0, 1), 'top_p must be between 0 and 1'],
  ['top_k', (value) => isWhole(value, 0), 'top_k must be an integer of at least 0'],
  ['stream', (value) => typeof value === 'boolean', 'stream must be a Boolean'],
  ['stream_options', isJson, 'stream_options must be an object'],
  ['transcript_id', (value) => typeof value === 'string', 'transcript_id must be a string'],
  ['model_region', (value) => value === 'global', 'model_region can only be set to global'],
  ['reasoning', isReasoning, 'reasoning must have an effort of low, medium or high, or max_tokens'],
  ['cache_control', (value) => isJson(value) && value['type'] === 'ephemeral', 'cache_control type must be ephemeral'],
  ['fallbacks', areFallbacks, 'every fallback must name a model'],
  ['fallback_config', isJson, 'fallback_config must be an object'],
  ['fallback_config', (value) => depthOf(value) <= 2, 'fallback_config depth cannot be greater than 2'],
  ['fallback_config', (value) => isWhole(depthOf(value), 1), 'fallback_config depth must be 1 or 2'],
  ['post_processing_steps', areSteps, 'post_processing_steps may only have steps of type json-repair'],
];

const known = new Set(
  ['model', 'messages', 'prompt', 'tools', 'tool_choice', 'response_format'].concat(checks.map(([name]) => name)),
);

/** Refuses parameters that the gateway does not know, which it never ignores, and values that it does not take. */
export function checkParameters(body: Json): void {
  const unknown = Object.keys(body).find((name) => !known.has(name));
  if (unknown !== undefined) throw gatewayRefusal(400, `unsupported parameter: ${unknown}`);
  for (const [name, isFine, otherwise] of checks) {
    if (body[name] !== undefined && !isFine(body[name])) throw gatewayRefusal(400, otherwise);
  }
}

function isNumber(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}

function isWhole(value: unknown, least: number): boolean {
  return Number.isInteger(value) && isNumber(value, least, Infinity);
}

function isReasoning(value: unknown): boolean {
  if (!isJson(value)) return false;
  return ['low', 'medium', 'high'].includes(String(value['effort'])) || isWhole(value['max_tokens'], 1);
}

function areFallbacks(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => isJson(item) && typeof item['model'] === 'string');
}

function areSteps(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => isJson(item) && item['type'] === 'json-repair');
}

function depthOf(value: unknown): number {
  return isJson(value) && value['depth'] !== undefined ? Number(value['depth']) : 1;
}
