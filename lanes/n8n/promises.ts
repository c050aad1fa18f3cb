import { ok } from 'node:assert/strict';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Emulator, samples } from '../../packages/emulator/src/index.ts';
import { type Instance, sleep, until } from './instance.ts';
import type { Tickets } from './tickets.ts';
import { hookUrl, secret } from './workflows.ts';

export interface World {
  readonly root: string;
  readonly home: string;
  readonly key: string;
  readonly n8n: Instance;
  readonly emulator: Emulator;
  /** One whose jobs end when `open` is called. */
  readonly slow: Emulator;
  readonly tickets: Tickets;
  /** The recording of a call of five minutes and a half. */
  readonly call: string;
  open(): void;
}

/** Where the form of the first template is. */
export const formId = 'meeting-minutes-recording';

const said = 'Good morning, Daniel';

/** What a real n8n has to show, each by a workflow that is started as it would be outside. */
export const promises: Readonly<Record<string, (world: World) => Promise<void>>> = {
  'a recording sent in a form becomes minutes with action items': async ({ n8n }) => {
    const form = new FormData();
    form.append('field-0', new Blob([await readFile(samples.meeting.audio)], { type: 'audio/mpeg' }), 'meeting.mp3');
    const sent = await fetch(`${n8n.url}/form/${formId}`, { method: 'POST', body: form });
    ok(sent.ok, `the form answered ${sent.status}`);
    const data = await ended(n8n, 'meeting-minutes');
    ok(data.includes('# Minutes') && data.includes('## To do') && data.includes(said));
  },

  'a voicemail becomes a ticket': async ({ n8n, emulator, key, tickets }) => {
    const recording_url = await upload(emulator, key, samples.meeting.audio);
    await post(`${n8n.url}/webhook/voicemail`, { recording_url });
    const ticket = await until('the ticket', async () => await Promise.resolve(tickets.came[0]));
    const { title, body } = JSON.parse(ticket);
    ok(String(title).length > 3 && String(body).includes(said));
  },

  'a folder of episodes becomes subtitle files': async ({ home }) => {
    const episode = join(home, 'files/podcast/episode.mp3');
    await copyFile(samples.meeting.audio, episode);
    const subtitles = await until(
      'the subtitles',
      async () => await readFile(`${episode}.srt`, 'utf8').catch(() => undefined),
    );
    ok(subtitles.includes('-->'));
  },

  'an agent transcribes by the node as its tool': async ({ n8n, emulator, key }) => {
    const audio = await upload(emulator, key, samples.meeting.audio);
    ok((await ask(n8n, 'agent-with-tool-chat', `What is said in ${audio} ?`)).includes(said));
  },

  'a call reaches the vector store by the polling trigger, and the answer cites the right minute': async (world) => {
    const { n8n, emulator, key, call } = world;
    // The first look takes what is there already for old.
    await sleep(3000);
    await transcribe(emulator, key, { audio_url: await upload(emulator, key, call), speaker_labels: true });
    // It may have started before, for recordings of other workflows.
    const isStored = async (): Promise<true | undefined> =>
      (await n8n.executions('calls-chat')).some(({ status, data }) => status === 'success' && data.includes('kettle'))
        ? true
        : undefined;
    await until('the call in the store', isStored, 150);
    const answer = await ask(n8n, 'calls-chat-question', 'What refund is there for the kettle with the leaking spout?');
    ok(answer.includes('(4:00)') && answer.includes('refund of forty euros'), answer);
  },

  'the webhook trigger starts with the transcript, and not without the secret': async ({ n8n, emulator, key }) => {
    const refused = await post(hookUrl, { transcript_id: 'a', status: 'completed' });
    ok(refused.status === 401, `without the secret it answered ${refused.status}`);
    const audio_url = await upload(emulator, key, samples.meeting.audio);
    const header = { webhook_auth_header_name: 'x-earmark-secret', webhook_auth_header_value: secret };
    await transcribe(emulator, key, { audio_url, webhook_url: hookUrl, ...header });
    ok((await ended(n8n, 'hooked')).includes(said));
    ok((await n8n.executions('hooked')).length === 1);
  },

  'a callback before the execution sleeps does not lose it': async ({ n8n, emulator, key }) => {
    await post(`${n8n.url}/webhook/early`, { audio_url: await upload(emulator, key, samples.meeting.audio) });
    ok((await ended(n8n, 'early', 60)).includes(`awake: ${said}`));
  },

  'a sleeping execution survives a restart of n8n, and its secret alone wakes it': async (world) => {
    const { n8n, slow, key, open } = world;
    await post(`${n8n.url}/webhook/restarted`, { audio_url: await upload(slow, key, samples.meeting.audio) });
    await until('the sleep', async () =>
      (await n8n.executions('restarted'))[0]?.status === 'waiting' ? true : undefined,
    );
    await n8n.stop();
    await n8n.start();
    const job = slow.journal.find(({ route }) => route === 'POST /v2/transcript');
    const refused = await post(String(Object(job?.json).webhook_url), { transcript_id: 'a', status: 'completed' });
    ok(refused.status === 401, `without the secret it answered ${refused.status}`);
    ok((await n8n.executions('restarted'))[0]?.status === 'waiting');
    open();
    ok((await ended(n8n, 'restarted')).includes('awake: Patience.'));
  },
};

async function ended(n8n: Instance, workflow: string, seconds = 60): Promise<string> {
  const last = await until(
    `the end of ${workflow}`,
    async () => {
      const one = (await n8n.executions(workflow)).at(-1);
      return one === undefined || ['new', 'running', 'waiting'].includes(one.status) ? undefined : one;
    },
    seconds,
  );
  ok(last.status === 'success', `${workflow} ended as ${last.status}: ${last.data.slice(0, 2000)}`);
  return last.data;
}

async function post(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const json = { 'content-type': 'application/json', ...headers };
  return await fetch(url, { method: 'POST', headers: json, body: JSON.stringify(body) });
}

async function ask(n8n: Instance, chat: string, chatInput: string): Promise<string> {
  const answer = await post(`${n8n.url}/webhook/${chat}/chat`, { action: 'sendMessage', sessionId: 's', chatInput });
  return await answer.text();
}

async function upload({ url }: Emulator, authorization: string, file: string): Promise<string> {
  const init = { method: 'POST', headers: { authorization }, body: await readFile(file) };
  const answer = await fetch(`${url}/v2/upload`, init);
  return Object(await answer.json()).upload_url;
}

async function transcribe({ url }: Emulator, authorization: string, body: object): Promise<void> {
  const answer = await post(`${url}/v2/transcript`, body, { authorization });
  ok(answer.ok, `the job was answered ${answer.status}`);
}
