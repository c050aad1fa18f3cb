import type { Case } from '../case.ts';
import { inTurn, of, runNode } from '../measure.ts';

const client = "{ apiKey: 'any-key', baseUrl: process.argv[1] }";

/** What is imported, and what asks for one transcript. */
const sides = {
  sdk: ['assemblyai', `new found.AssemblyAI(${client}).transcripts.get('small')`],
  ours: ['@earmark/core', `found.createClient(${client}).transcripts.get('small')`],
  nothing: ['data:text/javascript,', '0'],
  // The parts of undici that core loads, and nothing else.
  undici: [
    'undici/lib/dispatcher/agent.js',
    `import('undici/lib/api/api-request.js').then(({ default: request }) =>
      request.call(new found.default(), { origin: process.argv[1], path: '/v2/transcript/small', method: 'GET' }),
    ).then(({ body }) => body.json())`,
  ],
} as const;

/** How long a script waits for a client, and for its first answer. */
export const importing: Case = async ({ url }) => {
  const found = await inTurn(['sdk', 'ours', 'nothing', 'undici'], (side) => {
    const [name, first] = sides[side];
    return runNode(['--input-type=module', '--eval', timed(name, first), url]);
  });
  return [
    {
      what: 'import of the REST entry',
      unit: 'ms',
      sdk: of('importMs', found.sdk),
      ours: of('importMs', found.ours),
      target: { atMost: 0.2 },
      floor: { is: 'an empty module', value: of('importMs', found.nothing) },
    },
    {
      what: 'import and first answer',
      unit: 'ms',
      sdk: of('readyMs', found.sdk),
      ours: of('readyMs', found.ours),
      target: { atMost: 0.45 },
      floor: { is: 'undici alone', value: of('readyMs', found.undici) },
    },
  ];
};

function timed(name: string, first: string): string {
  return `
    const startedMs = performance.now();
    const found = await import(${JSON.stringify(name)});
    const importMs = performance.now() - startedMs;
    await ${first};
    const readyMs = performance.now() - startedMs;
    process.stdout.write(JSON.stringify({ importMs, readyMs }), () => process.exit());
  `;
}
