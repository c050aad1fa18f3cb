import { startEmulator } from '@earmark/emulator';
import assert from 'node:assert/strict';
import type { Capability, Case, Subject } from './case.ts';
import { abortCases } from './cases/abort.ts';
import { batchCases } from './cases/batch.ts';
import { errorCases } from './cases/errors.ts';
import { optionCases } from './cases/options.ts';
import { recoveryCases } from './cases/recovery.ts';
import { streamCases } from './cases/stream.ts';
import { streamEndCases } from './cases/stream-ends.ts';
import { streamErrorCases } from './cases/stream-errors.ts';
import { createJumpingClock, createManualClock } from './clock.ts';

/** Every promise, in the order of the matrix. */
export const cases: readonly Case[] = Object.freeze([
  ...batchCases,
  ...optionCases,
  ...errorCases,
  ...recoveryCases,
  ...abortCases,
  ...streamCases,
  ...streamEndCases,
  ...streamErrorCases,
]);

/** Why a case does not apply to a subject; undefined when it does. */
export function reasonToSkip({ needs }: Case, { capabilities: said }: Subject): string | undefined {
  const capabilities = { params: true, ...said };
  const missing = needs.find((need: Capability) => capabilities[need] !== true);
  return missing === undefined ? undefined : `${missing}: ${String(capabilities[missing] ?? 'it has none')}`;
}

/** Puts a subject into a case's world, and rejects when the promise is not kept. */
export async function runCase(conformanceCase: Case, subject: Subject): Promise<void> {
  const { given, check } = conformanceCase;
  await using emulator = await startEmulator({ engine: 'fixtures', ...given.emulator });
  const clock = createManualClock();
  const place = {
    baseUrl: emulator.url,
    llmGatewayUrl: emulator.llmGatewayUrl,
    streamingUrl: emulator.streamingUrl,
    apiKey: given.apiKey ?? 'any-key',
    clock: given.clock === 'manual' ? clock : given.clock === 'jumping' ? createJumpingClock() : undefined,
  };
  await check(subject, { emulator, place, clock });
  assert.deepEqual(emulator.unusedAnswers(), [], 'an answer was scripted and nobody asked for it');
}
