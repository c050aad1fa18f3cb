import { type ChatCompletion, type ChatUsage, EarmarkError } from '@earmark/core/portable';
import * as z from 'zod/mini';
import type { OperationContext } from '../context.ts';
import { oneOf, text, texts, transcriptId, whole } from '../kinds.ts';
import { defineOperation } from '../operation.ts';
import { sampleId } from '../samples.ts';
import { invalid } from '../refusal.ts';

const billed = { readOnly: false, destructive: false, idempotent: false, billable: true } as const;

const shared = {
  transcript_id: transcriptId,
  other_transcript_ids: z.optional(texts('Further transcripts to take into account.')),
  model: z.optional(text('A model of list_llm_models. Default: the host’s, or the first of them.')),
  max_tokens: z.optional(whole('Longest answer, in tokens.', 1, 100_000)),
};
const defaults = { max_tokens: 1000 };
const ui = { other_transcript_ids: { advanced: true }, model: { advanced: true }, max_tokens: { advanced: true } };

const usage: z.ZodMiniType<ChatUsage | null> = z.nullable(z.looseObject({}));
const answered = { model: z.string(), usage, transcript_ids: z.array(z.string()) };
const sampleAnswered = { model: 'a-model', usage: { total_tokens: 42 }, transcript_ids: [sampleId] };

export const askTranscript = defineOperation({
  id: 'ask_transcript',
  title: 'Ask a transcript',
  summary: 'Answers a question about one recording or several.',
  description:
    'Has a model of the LLM gateway read a completed transcript and answer a question about it. Cheaper than reading a ' +
    'long transcript yourself; each call is paid for. For exact words and their times, use search_words.',
  group: 'llm',
  kind: 'create',
  annotations: billed,
  tier: 'core',
  fields: {
    ...shared,
    question: text('What to find out.'),
    context: z.optional(text('What the model should know besides.')),
    answer_format: z.optional(text('How to answer, such as “one sentence”.')),
  },
  defaults,
  ui: { ...ui, question: { control: 'textarea' }, context: { control: 'textarea' } },
  output: z.object({ answer: z.string(), ...answered }),
  sample: {
    input: { transcript_id: sampleId, question: 'When does the beta launch?' },
    output: { answer: 'On Tuesday, the second of June.', ...sampleAnswered },
  },
  async run({ question, context: background, answer_format, ...input }, context) {
    const more = [background, answer_format === undefined ? undefined : `Answer as: ${answer_format}`];
    const ask = [...more.filter((line) => line !== undefined), question].join('\n\n');
    const { words, ...rest } = await complete(ask, input, context);
    return { answer: words, ...rest };
  },
  sketch: ({ answer, model, transcript_ids }) => ({ facts: { model, transcript_ids }, body: answer, isDerived: true }),
});

const styles = {
  bullets: 'Summarize the recording in bullet points.',
  paragraph: 'Summarize the recording in one paragraph.',
  headline: 'Sum up the recording in one headline.',
  action_items: 'List what was agreed to be done: who, what, and until when.',
} as const;

export const summarizeTranscript = defineOperation({
  id: 'summarize_transcript',
  title: 'Summarize a transcript',
  summary: 'Sums up one recording or several: bullets, a paragraph, what is to be done.',
  description:
    'Has a model of the LLM gateway sum up a completed transcript as bullets, a paragraph, a headline or action items, or ' +
    'by a prompt of your own with style custom. Each call is paid for.',
  group: 'llm',
  kind: 'create',
  annotations: billed,
  tier: 'core',
  fields: {
    ...shared,
    style: z.optional(oneOf('What kind of summary.', ['bullets', 'paragraph', 'headline', 'action_items', 'custom'])),
    prompt: z.optional(text('What to write, with style custom.')),
  },
  defaults: { ...defaults, style: 'bullets' },
  ui: { ...ui, prompt: { control: 'textarea' } },
  output: z.object({ summary: z.string(), ...answered }),
  sample: {
    input: { transcript_id: sampleId, style: 'paragraph' },
    output: { summary: 'The team fixed the date of the beta.', ...sampleAnswered },
  },
  check({ style, prompt }) {
    if ((style === 'custom') === (prompt !== undefined)) return;
    throw invalid('`prompt` goes with `style` custom, and `style` custom needs a `prompt`: give both, or neither.');
  },
  async run({ style = 'bullets', prompt = '', ...input }, context) {
    const { words, ...rest } = await complete(style === 'custom' ? prompt : styles[style], input, context);
    return { summary: words, ...rest };
  },
  sketch: ({ summary, model, transcript_ids }) => ({
    facts: { model, transcript_ids },
    body: summary,
    isDerived: true,
  }),
});

interface Asked {
  readonly transcript_id: string;
  readonly other_transcript_ids?: readonly string[] | undefined;
  readonly model?: string | undefined;
  readonly max_tokens?: number | undefined;
}

async function complete(ask: string, input: Asked, context: OperationContext) {
  const { client, signal } = context;
  const { transcript_id, other_transcript_ids = [], max_tokens } = input;
  const others = await Promise.all(other_transcript_ids.map((id) => textOf(id, context)));
  const model = input.model ?? context.model ?? (await firstModel(context));
  // The service puts the first transcript's text in: it need not travel here and back.
  const recordings = ['{{ transcript }}', ...others].map((said) => `<transcript>\n${said}\n</transcript>`);
  const messages = [{ role: 'user' as const, content: `${recordings.join('\n\n')}\n\n${ask}` }];
  const completion = await client.llm.chat({ model, messages, max_tokens, transcript_id }, { signal });
  const transcript_ids = [transcript_id, ...other_transcript_ids];
  return {
    words: answerOf(completion),
    model: completion.model ?? model,
    usage: completion.usage ?? null,
    transcript_ids,
  };
}

function answerOf({ choices }: ChatCompletion): string {
  return choices[0]?.message.content ?? '';
}

async function textOf(id: string, { client, signal }: OperationContext): Promise<string> {
  const { status, text: said } = await client.transcripts.get(id, { signal });
  if (status === 'completed') return said ?? '';
  throw new EarmarkError('not_ready', `The transcript is ${status}, not completed: ${id}.`, { transcriptId: id });
}

async function firstModel({ client, signal }: OperationContext): Promise<string> {
  const first = (await client.llm.models({ signal })).data[0]?.id;
  if (first !== undefined) return first;
  throw new EarmarkError('account', 'The LLM gateway lists no model for this account: name one as `model`.');
}
