import { describe, expect, it } from 'vitest';
import { bundle, importsOf } from '../bundle.ts';

// lanes/workerd runs this entry in the runtime itself; here is what can be known without it.
describe('the edge entry, bundled for no platform at all', () => {
  it('imports nothing, and so no module of Node’s', async () => {
    const code = await bundle('edge.ts');
    expect(importsOf(code)).toEqual([]);
    expect(code).not.toMatch(/\bnode:/);
    expect(code.length).toBeGreaterThan(50_000);
  });

  it('reads no environment and needs no global of Node’s', async () => {
    const lines = (await bundle('edge.ts', ['zod/mini'])).split('\n');
    const nodes = /\b(?:process|global|Buffer|__dirname|__filename|setImmediate|require)\b/;
    expect(lines.filter((line) => nodes.test(line))).toEqual([]);
  });
});

it('imports are seen where there are some', async () => {
  expect(importsOf(await bundle('edge.ts', ['zod/mini']))).toEqual(['zod/mini']);
  expect(importsOf(await bundle('node/client.ts', ['node:*', 'undici', 'ws', 'zod/mini']))).toEqual(
    expect.arrayContaining(['node:diagnostics_channel', 'undici']),
  );
});
