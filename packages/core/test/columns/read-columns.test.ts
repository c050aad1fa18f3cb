import { describe, expect, it } from 'vitest';
import { type TranscriptColumns, readTranscriptColumns, toTranscript } from '../../src/columns/index.ts';
import { EarmarkError } from '../../src/index.ts';
import { errorOf } from '../world.ts';
import { inOne } from './bodies.ts';

const word = (text: string, start: number, more: object = {}): object => ({
  text,
  start,
  end: start + 90,
  confidence: 0.98305,
  speaker: 'A',
  ...more,
});
const [one, two, three, four] = ['One', 'two.', 'Three', 'four.'].map((text, at) => word(text, at * 100));
const head = { id: 'job-1', status: 'completed', audio_url: 'https://a' };
const said = (text: string, ...words: unknown[]): object => ({
  speaker: 'A',
  text,
  confidence: 0.9,
  start: 0,
  end: 9,
  words,
});

async function read(body: object | string): Promise<TranscriptColumns> {
  return await readTranscriptColumns(inOne(typeof body === 'string' ? body : JSON.stringify(body)));
}

describe('utterances', () => {
  const text = 'One two. Three four.';
  const usual = [said('One two.', one, two), said('Three four.', three, four)];

  it('are stretches of the words, which stand in the table once', async () => {
    const { utterances, words, transcript } = await read({
      ...head,
      text,
      words: [one, two, three, four],
      utterances: usual,
    });
    expect(utterances.map(({ firstWord, lastWord }) => [firstWord, lastWord])).toEqual([
      [0, 2],
      [2, 4],
    ]);
    expect(utterances.map(({ ownWords }) => ownWords)).toEqual([undefined, undefined]);
    expect(words.length).toBe(4);
    expect(transcript).toEqual({ ...head, text });
  });

  it('are so when they come before the words', async () => {
    const { utterances, words } = await read({ utterances: usual, words: [one, two, three, four] });
    expect(utterances.map(({ firstWord, lastWord }) => [firstWord, lastWord])).toEqual([
      [0, 2],
      [2, 4],
    ]);
    expect(words.length).toBe(4);
  });

  it('are found again behind words that nobody is said to have said', async () => {
    const { utterances } = await read({ words: [one, two, three, four], utterances: [said('Three', three)] });
    expect(utterances).toMatchObject([{ firstWord: 2, lastWord: 3 }]);
  });

  it.each([
    ['leave one out', [one, three]],
    ['come in another order', [two, one]],
    ['differ in a text', [one, word('too.', 100)]],
    ['differ in a time', [one, word('two.', 101)]],
    ['differ in a confidence', [one, word('two.', 100, { confidence: 0.98306 })]],
    ['differ in a speaker', [one, word('two.', 100, { speaker: 'B' })]],
    ['differ in a channel', [one, word('two.', 100, { channel: '1' })]],
    ['differ in a field nobody knows', [one, word('two.', 100, { mood: -0 })]],
  ])('keep their own words where these %s', async (_, own) => {
    const body = `{"words":${JSON.stringify([one, two, three, four])},"utterances":${JSON.stringify([said('x', ...own)])}}`;
    const columns = await read(body);
    expect(columns.utterances).toMatchObject([{ firstWord: 0, lastWord: 0 }]);
    expect([...(columns.utterances[0]?.ownWords ?? [])]).toEqual(own.map((item) => JSON.parse(JSON.stringify(item))));
    expect(toTranscript(columns)).toEqual(JSON.parse(body));
  });

  it('tell a field of words that is 0 from one that is -0', async () => {
    const body = '{"words":[{"x":0}],"utterances":[{"words":[{"x":-0}]}]}';
    expect(toTranscript(await read(body))).toStrictEqual(JSON.parse(body));
  });

  it('stay in the transcript where they are not as documented', async () => {
    const utterances = [said('One two.', one, two), 'none', { firstWord: 1 }];
    const columns = await read({ words: [one, two], utterances });
    expect(columns.utterances).toEqual([]);
    expect(columns.transcript.utterances).toEqual(utterances);
  });
});

describe('no words', () => {
  it.each([
    { words: null, utterances: null },
    { words: [], utterances: [] },
    {},
    { words: 'none', utterances: { a: 1 } },
  ])('stay as they are: %o', async (body) => {
    const columns = await read(body);
    expect(columns.words.length).toBe(0);
    expect(columns.transcript).toEqual(body);
    expect(toTranscript(columns)).toEqual(body);
  });
});

describe('a body that is refused', () => {
  const secret = 'secret-speech';
  it.each([
    [`{"text":"${secret}" "a":1}`, 24, 'expected `,` or `}`', false],
    [`{"words":[{"text":"${secret}","start":01}]}`, 42, 'expected a value', false],
    [`{"text":"${secret}\\x"}`, 8, 'escape', false],
    [`{"text":"${secret}\n"}`, 22, 'control character', false],
    [`{"text":"${secret}"}}`, 24, 'expected the end', false],
    [`{"text":"${secret}`, 22, 'a string has no end', true],
    [`{"text":"${secret}"`, 23, 'expected `,` or `}`', true],
    ['', 0, 'expected a value', true],
  ])('says where, and nothing of what: %#', async (body, byte, what, retryable) => {
    const error = await errorOf(read(body));
    expect(error).toMatchObject({ code: 'protocol', retryable, cause: { name: 'JsonSyntaxError', byte } });
    expect(error.message).toContain(`byte ${byte}: `);
    expect(error.message).toContain(what);
    expect(`${error.message} ${String(error.stack)} ${String(error.cause)}`).not.toContain(secret);
  });

  it.each(['[]', '1', 'null', '"a"'])('is one that is no object: %s', async (body) => {
    const error = await errorOf(read(body));
    expect(error.code).toBe('protocol');
    expect(error.message).toContain('not an object');
  });

  it('says the byte in the whole body, far behind the first piece', async () => {
    const body = new TextEncoder().encode(`{"text":"${'a'.repeat(300_000)}","b":!}`);
    async function* pieces(): AsyncIterable<Uint8Array> {
      for (let from = 0; from < body.length; from += 1000) yield body.subarray(from, from + 1000);
    }
    expect(await errorOf(readTranscriptColumns(pieces()))).toMatchObject({ cause: { byte: 300_015 } });
  });
});

describe('reading', () => {
  const long = JSON.stringify({ words: Array.from({ length: 5000 }, (_, at) => word('word', at)) });

  it('breathes after every 64 kB, however large the pieces', async () => {
    let breaths = 0;
    await readTranscriptColumns(inOne(long), { breathe: async () => void breaths++ });
    expect(breaths).toBeGreaterThanOrEqual(Math.floor(long.length / 65_536));
  });

  it('does nothing while it holds its breath', async () => {
    const gate = new EventTarget();
    let breaths = 0;
    const breathe = async (): Promise<void> => {
      breaths++;
      if (breaths === 1) await new Promise((resolve) => gate.addEventListener('open', resolve));
    };
    const pending = readTranscriptColumns(inOne(long), { breathe });
    await new Promise((resolve) => setImmediate(resolve));
    expect(breaths).toBe(1);
    gate.dispatchEvent(new Event('open'));
    expect((await pending).words.length).toBe(5000);
  });

  it('passes on what the bytes throw', async () => {
    const broken = new EarmarkError('network', 'gone');
    async function* pieces(): AsyncIterable<Uint8Array> {
      yield new TextEncoder().encode('{"words":[');
      throw broken;
    }
    expect(await errorOf(readTranscriptColumns(pieces()))).toBe(broken);
  });

  it('takes no notice of a byte order mark, whole or in pieces', async () => {
    const bytes = new TextEncoder().encode('\uFEFF{"id":"a"}');
    async function* pieces(): AsyncIterable<Uint8Array> {
      for (const byte of bytes) yield Uint8Array.of(byte);
    }
    expect((await readTranscriptColumns(pieces())).transcript).toEqual({ id: 'a' });
    expect((await readTranscriptColumns(inOne(bytes))).transcript).toEqual({ id: 'a' });
    expect(await errorOf(read('\uFEFF\uFEFF{}'))).toMatchObject({ cause: { byte: 3 } });
  });

  it('nests as deep as a body likes', async () => {
    const body = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    expect(Object.keys((await read(body)).transcript)).toEqual(['a']);
  });
});
