import type { Segment, Subject } from '@earmark/conformance';
import { jsonOf, runNode } from './engine.ts';

const collections = ['speakers', 'language', 'privacy', 'analysis', 'notification', 'wording', 'further'];

/** The node in n8n's engine, as a workflow runs it: a recording in a binary field, words and turns as they came. */
export const subject: Subject = {
  name: '@earmark/n8n-nodes-assemblyai',
  capabilities: {
    transcribe: true,
    abort: true,
    clock: 'n8n lends its own pause',
    stream: 'n8n has no live audio',
  },
  async transcribe({ baseUrl, llmGatewayUrl, apiKey }, { audio, params, signal }) {
    const data = Buffer.from(audio.buffer, audio.byteOffset, audio.byteLength).toString('base64');
    const done = await runNode(
      { url: baseUrl, llmGatewayUrl },
      {
        parameters: {
          resource: 'transcript',
          operation: 'transcribe',
          source: 'binary',
          binaryField: 'data',
          output: 'raw',
          // Each collection keeps what it has.
          ...Object.fromEntries(collections.map((name) => [name, Object(params)])),
        },
        items: [{ json: {}, binary: { data: { data, mimeType: 'audio/mpeg' } } }],
        apiKey,
        abort: signal,
      },
    );
    signal?.throwIfAborted();
    // n8n keeps errors as what can be stored.
    if (done.error !== undefined) throw Object.assign(new Error(done.error.message), { error: done.error });
    const [transcript] = jsonOf(done);
    const rows: readonly Readonly<Record<string, unknown>>[] = Object(
      transcript?.['utterances'] ?? transcript?.['words'],
    );
    return { text: transcript?.['text'] as string, segments: rows.map(toSegment) };
  },
};

function toSegment({ text, start, end, speaker }: Readonly<Record<string, unknown>>): Segment {
  const named = typeof speaker === 'string' ? speaker : null;
  return { text: String(text), startMs: Number(start), endMs: Number(end), speaker: named };
}
