import { type Client, EarmarkError } from '@earmark/core';
import { type Answer, createChain } from './chain.ts';
import { type Service, openEmulator } from './service.ts';
import type { Recording } from './transcribe.ts';

export interface Answers {
  readonly answers: readonly Answer[];
  /** Who answered, in words. */
  readonly by: string;
}

/** Answers every question with citations: by a model of the LLM gateway, or by a local quote search where there is none. */
export async function answerAll(
  service: Service,
  recording: Recording,
  questions: readonly string[],
  model: string | undefined,
  signal: AbortSignal,
): Promise<Answers> {
  try {
    const chosen = model ?? (await firstFitting(service.client));
    const answers = await askAll(createChain(service.client, chosen, recording), questions, signal);
    const by = service.kind === 'real' ? `${chosen}, LLM gateway` : 'the emulator, which only quotes';
    return { answers, by };
  } catch (error) {
    if (service.kind === 'emulator' || !EarmarkError.is(error, 'account')) throw error;
  }
  await using local = await openEmulator();
  const chain = createChain(local.client, await firstFitting(local.client), recording);
  const answers = await askAll(chain, questions, signal);
  return { answers, by: 'a local quote search, because this account has no LLM gateway' };
}

async function askAll(chain: ReturnType<typeof createChain>, questions: readonly string[], signal: AbortSignal) {
  const answers: Answer[] = [];
  for (const question of questions) answers.push(await chain.invoke({ question }, { signal }));
  return answers;
}

// Quoting needs no large model; which ids there are changes by the month.
async function firstFitting(client: Client): Promise<string> {
  const ids = (await client.llm.models()).data.map(({ id }) => id);
  const chosen = ids.find((id) => /haiku|flash|mini/.test(id)) ?? ids[0];
  if (chosen === undefined) throw new Error('The LLM gateway lists no model: name one with --model.');
  return chosen;
}
