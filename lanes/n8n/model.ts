import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands for a model with OpenAI's API: it embeds by words, calls the one tool it has, and quotes what that says. */
export interface Model {
  readonly url: string;
  close(): void;
}

export async function startModel(): Promise<Model> {
  const server = createServer((request, response) => {
    void answerTo(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo; // oxlint-disable-line typescript/no-unsafe-type-assertion -- it listens on a port
  return { url: `http://127.0.0.1:${address.port}/v1`, close: () => server.close() };
}

type Json = Readonly<Record<string, unknown>>;

async function answerTo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request);
  const answer = request.url?.endsWith('/embeddings') === true ? embeddings(body) : completion(body);
  response.setHeader('content-type', body['stream'] === true ? 'text/event-stream' : 'application/json');
  response.end(body['stream'] === true ? streamed(answer) : JSON.stringify(answer));
}

function embeddings({ input, encoding_format }: Json): Json {
  const texts: readonly string[] = [input].flat().map(String);
  const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: shaped(embed(text)) }));
  return { object: 'list', model: 'words', data, usage: { prompt_tokens: 1, total_tokens: 1 } };
  function shaped(vector: Float32Array): unknown {
    return encoding_format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector];
  }
}

// Where words are alike, vectors are: each longer word counts in a place of its own.
function embed(text: string): Float32Array {
  const vector = new Float32Array(512).fill(0.001);
  for (const word of text.toLowerCase().match(/[a-z]{5,}/g) ?? []) {
    const place = word.split('').reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 511, 7);
    vector[place] = (vector[place] ?? 0) + 1;
  }
  return vector;
}

function completion({ messages, tools }: Json): Json {
  const said: readonly Json[] = Object(messages);
  const last = said.at(-1);
  const [tool] = Object(tools ?? []);
  const message =
    last?.['role'] === 'tool' || tool === undefined
      ? { role: 'assistant', content: quote(JSON.stringify(last?.['content'])) }
      : { role: 'assistant', content: null, tool_calls: [callOf(tool, textOf(last))] };
  const finish_reason = 'tool_calls' in message ? 'tool_calls' : 'stop';
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  return {
    id: 'c',
    object: 'chat.completion',
    created: 1,
    model: 'words',
    choices: [{ index: 0, message, finish_reason }],
    usage,
  };
}

function callOf(tool: Json, question: string): Json {
  const { name, parameters } = Object(tool['function']);
  const field = Object.keys(parameters?.properties ?? {})[0] ?? 'input';
  const value = /url/i.test(field) ? (/https?:\S+/.exec(question)?.[0] ?? '') : question;
  return { id: 'call_1', type: 'function', function: { name, arguments: JSON.stringify({ [field]: value }) } };
}

// The first passage that a tool gave, and its time.
function quote(found: string): string {
  const plain = found.replaceAll('\\', '');
  const at = /"timecode":"([^"]+)"/.exec(plain)?.[1];
  return at === undefined ? plain.slice(0, 2000) : `${plain.slice(0, 300)} (${at})`;
}

function textOf(message: Json | undefined): string {
  const content = message?.['content'];
  return typeof content === 'string' ? content : JSON.stringify(content);
}

function streamed(answer: Json): string {
  const [choice] = Object(answer['choices']);
  const { message, finish_reason } = choice;
  const tool_calls = message.tool_calls?.map((call: Json, index: number) => ({ ...call, index }));
  const piece = (delta: Json, end: unknown): string =>
    `data: ${JSON.stringify({ ...answer, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: end }] })}\n\n`;
  return `${piece({ ...message, tool_calls }, null)}${piece({}, finish_reason)}data: [DONE]\n\n`;
}

async function bodyOf(request: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return JSON.parse(Buffer.concat(chunks).toString() || '{}');
}
