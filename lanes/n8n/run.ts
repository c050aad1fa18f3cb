import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../../packages/emulator/src/index.ts';
import { makeCall } from './call.ts';
import { install } from './install.ts';
import { Instance, publicUrl, until } from './instance.ts';
import { startModel } from './model.ts';
import { takePhotos } from './photos.ts';
import { formId, promises } from './promises.ts';
import { startTickets } from './tickets.ts';
import { hooked, sleeper, template } from './workflows.ts';

const root = join(import.meta.dirname, '../..');
const home = await mkdtemp(join(tmpdir(), 'earmark-n8n-'));
const key = 'the-key-of-the-lane';
const n8n = new Instance(home, 5690);
let open = (): void => undefined;
const gate = new Promise<void>((resolve) => (open = resolve));

// The public address of this n8n leads to it, as a reverse proxy would.
const send = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  return await send(url.startsWith(publicUrl) ? url.replace(publicUrl, n8n.url) : input, init);
};

const call = await makeCall(join(home, 'fixtures'));
const emulator = await startEmulator({ engine: 'fixtures', fixtures: [join(home, 'fixtures')], keys: [key] });
const slow = await startEmulator({
  keys: [key],
  engine: {
    name: 'gated',
    recognise: async () => {
      await gate;
      const words = [{ text: 'Patience.', start: 0, end: 900, confidence: 1, speaker: 'A' }];
      return { words, languageCode: 'en_us', known: {} };
    },
  },
});
const model = await startModel();
const tickets = await startTickets();
try {
  await mkdir(join(home, 'files/podcast'), { recursive: true });
  await install(root, home);
  const credential = (id: string, { url: baseUrl, llmGatewayUrl }: typeof emulator): object => ({
    id,
    name: 'AssemblyAI',
    type: 'assemblyAiApi',
    data: { apiKey: key, region: 'us', baseUrl, llmGatewayUrl },
  });
  const openAi = { id: 'model', name: 'Model', type: 'openAiApi', data: { apiKey: 'any', url: model.url } };
  await n8n.import('credentials', [credential('own', emulator), credential('slow', slow), openAi]);
  const changed = {
    '/files/podcast': join(home, 'files/podcast'),
    'https://tickets.example.com/api/tickets': tickets.url,
    // Nobody waits here for the night.
    '"field": "days"': '"field": "seconds", "secondsInterval": 10',
  };
  const names = ['meeting-minutes', 'voicemail-ticket', 'podcast-subtitles', 'calls-chat', 'agent-with-tool'];
  const templates = await Promise.all(names.map(async (name) => await template(root, name, changed)));
  const workflows = [...templates, hooked, sleeper('early', 'own'), sleeper('restarted', 'slow')];
  await n8n.import('workflow', workflows);
  for (const { id } of workflows) await n8n.command('publish:workflow', `--id=${id}`);
  await n8n.start();
  await until('the form', async () => ((await fetch(`${n8n.url}/form/${formId}`)).ok ? true : undefined));
  const world = { root, home, key, n8n, emulator, slow, tickets, call, open };
  if (process.argv.includes('--photos')) await takePhotos(world, names);
  let broken = 0;
  for (const [promise, check] of Object.entries(promises)) {
    const error = await check(world).then(
      () => undefined,
      (reason: unknown) => (reason instanceof Error ? reason.message : 'something else than an Error was thrown'),
    );
    if (error !== undefined) broken += 1;
    process.stdout.write(error === undefined ? `kept: ${promise}\n` : `BROKEN: ${promise}\n  ${error}\n`);
  }
  process.exitCode = broken === 0 ? 0 : 1;
} finally {
  await n8n.stop();
  await emulator.close();
  await slow.close();
  model.close();
  tickets.close();
  if (process.argv.includes('--keep')) process.stdout.write(`${home}\n`);
  else await rm(home, { recursive: true, force: true });
}
