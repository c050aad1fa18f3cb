import type { Case } from '../case.ts';
import { inTurn, of, runNode } from '../measure.ts';

const client = "{ apiKey: 'any-key', baseUrl: process.argv[1] }";

/** What is imported, and what asks for one transcript. */
const sides = {
  sdk: ['assemblyai', `new found.AssemblyAI(${client}).transcripts.get('small')`],
  ours: ['@earmark/core', `found.createClient(${client}).transcripts.get('small')`],
  nothing: ['data:text/javascript,', '0'],
  http: [
    'node:http',
    `new Promise((done) => found.get(process.argv[1] + '/v2/transcript/small', (it) => it.resume().on('end', done)))`,
  ],
} as const;

/** How long a script waits for a client, and for its first answer. */
export const importing: Case = async ({ url }) => {
  const found = await inTurn(['sdk', 'ours', 'nothing', 'http'], (side) => {
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
      floor: { is: 'node:http', value: of('readyMs', found.http) },
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
