import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createOpenAPIHandler, toOpenAPI } from '@earmark/kernel/openapi';
import { dereference, validate } from '@readme/openapi-parser';
import { type Promises, argumentsOf, assertTrace, heard, pluginOf } from '../host.ts';

const token = 'a-token-of-the-lane';

type Document = Parameters<typeof validate>[0];

export const promises: Promises = {
  async 'the document is valid, and as 3.0 too, which Semantic Kernel’s reader turns it down to'(place) {
    const document = toOpenAPI(pluginOf(place, { operations: 'full' }), { serverUrl: 'https://tools.example.com' });
    for (const openapi of ['3.1.0', '3.0.1']) {
      const result = await validate(structuredClone({ ...document, openapi }) as unknown as Document);
      assert.deepEqual(result, { valid: true, warnings: [], specification: 'OpenAPI' });
    }
  },
  async 'who reads the document over HTTP can call what it says'(place) {
    const server = createServer((request, response) => {
      void (async () => {
        const { method = 'GET', headers, url = '' } = request;
        const body = method === 'POST' ? { body: await text(request) } : {};
        const authorization = headers.authorization ?? '';
        const answer = await handle(new Request(new URL(url, origin), { method, headers: { authorization }, ...body }));
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const handle = createOpenAPIHandler(pluginOf(place), { serverUrl: `${origin}/audio`, token });
    try {
      const read = await (await fetch(`${origin}/audio/openapi.json`)).json();
      const document = Object(await dereference(read as Document));
      const [path, { post }] = Object.entries<any>(document.paths)[0] ?? assert.fail();
      assert.equal(post.operationId, 'transcribe');
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const body = JSON.stringify(await argumentsOf(place));
      const answer = await fetch(document.servers[0].url + path, { method: 'POST', headers, body });
      assert.equal(answer.status, 200);
      const result = Object(await answer.json());
      assert.match(result.text, heard);
      const { required } = post.responses['200'].content['application/json'].schema;
      assert.deepEqual(Object.keys(result), required);
      assertTrace(place);
    } finally {
      server.close();
    }
  },
};
