import { once } from 'node:events';
import { type IncomingMessage, type RequestListener, createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { generate } from 'selfsigned';
import { createAccounts } from './accounts.ts';
import { longParagraphs, longTranscript } from './long-transcript.ts';
import { serveSpeech } from './speech.ts';

// The service both sides talk to, in a process of its own: the emulator does more with every request than is measured here.
const accounts = createAccounts();
const small = { id: 'small', status: 'completed', audio_url: 'http://audio/1.mp3', text: 'Hello.' };
const fixed = new Map([
  ['small', Buffer.from(JSON.stringify(small))],
  ['plain', Buffer.from(longTranscript({ diarised: false }))],
  ['diarised', Buffer.from(longTranscript({ diarised: true }))],
  ['diarised/paragraphs', Buffer.from(longParagraphs())],
]);

const handle: RequestListener = (request, response) => {
  response.setHeader('content-type', 'application/json');
  answer(request).then(
    (body) => response.end(body),
    () => response.destroy(),
  );
};

async function answer(request: IncomingMessage): Promise<string | Buffer> {
  const { pathname } = new URL(request.url ?? '/', 'http://service');
  const account = accounts.of(request.headers.authorization ?? '');
  if (pathname === '/v2/upload') {
    await once(request.resume(), 'end');
    return JSON.stringify({ upload_url: 'http://audio/upload.mp3' });
  }
  if (request.method === 'POST') return JSON.stringify(account.create(JSON.parse(await text(request)).audio_url));
  if (pathname === '/looks') return String(account.looks());
  if (pathname === '/forget') return account.forget();
  const id = /^\/v2\/transcript\/(.+)$/.exec(pathname)?.[1];
  if (id === undefined) return JSON.stringify(account.list());
  return fixed.get(id) ?? JSON.stringify(account.get(id));
}

const certificate = await generate([{ name: 'commonName', value: 'localhost' }], {
  extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
});
// Room for a thousand clients at once, whose connections outlive their pauses: the SDK gives up at the first reset.
const place = { port: 0, host: '127.0.0.1', backlog: 4096 };
const plain = createServer({ keepAliveTimeout: 60_000 }, handle).listen(place);
const secure = createTlsServer({ key: certificate.private, cert: certificate.cert }, handle).listen(place);
serveSpeech(plain);
serveSpeech(secure);
await Promise.all([once(plain, 'listening'), once(secure, 'listening')]);
process.send?.({
  url: `http://127.0.0.1:${portOf(plain)}`,
  tlsUrl: `https://localhost:${portOf(secure)}`,
  certificate: certificate.cert,
});
process.once('disconnect', () => process.exit());

function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
