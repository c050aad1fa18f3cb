import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { Document } from '@langchain/core/documents';
import { expect, it } from 'vitest';
import { HttpEmbeddings, MeaningRetriever } from '../src/embedded.ts';

// Two meanings: money and dates.
const vectorOf = (text: string) => [/dollar|cost/.test(text) ? 1 : 0.1, /day|when/i.test(text) ? 1 : 0.1];

it('the nearest in meaning comes first, with the key where it belongs', async () => {
  const keys: (string | undefined)[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    keys.push(request.headers.authorization);
    const { input } = (await json(request)) as { input: string[] };
    response.end(JSON.stringify({ data: input.map((text) => ({ embedding: vectorOf(text) })) }));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const embeddings = new HttpEmbeddings({ baseUrl, apiKey: 'a-key', model: 'any' });
  const documents = ['It is nine dollars.', 'We ship on Tuesday.'].map((pageContent) => new Document({ pageContent }));
  const retriever = new MeaningRetriever(documents, embeddings, 1);
  expect(await retriever.invoke('What does it cost?')).toMatchObject([{ pageContent: 'It is nine dollars.' }]);
  expect(await retriever.invoke('When is it?')).toMatchObject([{ pageContent: 'We ship on Tuesday.' }]);
  expect(keys).toEqual(Array(3).fill('Bearer a-key'));
  server.closeAllConnections();
  server.close();
});
