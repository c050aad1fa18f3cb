import { createClient } from '@earmark/core/edge';
import { createCaptions } from './captions.ts';
import { openMicrophone } from './microphone.ts';
import { explain } from './problem.ts';
import { openRecording } from './recording.ts';
import type { Source } from './source.ts';
import { fetchToken } from './token.ts';

const toggle = find('#toggle', HTMLButtonElement);
const file = find('#file', HTMLInputElement);
const speakers = find('#speakers', HTMLInputElement);
const status = find('#status', HTMLElement);
const problem = find('#problem', HTMLElement);
const log = find('#captions', HTMLElement);
const partial = find('#partial', HTMLElement);
const streamingUrl = find('meta[name=streaming-url]', HTMLMetaElement).content;

// A client wants a key, and has none to send: sessions are opened with tokens.
const client = createClient({ apiKey: 'kept-on-the-server', streamingUrl });
let source: Source | undefined;
let running = Promise.resolve();
let started = 0;

toggle.addEventListener('click', () => {
  if (toggle.ariaDisabled === 'true') return;
  if (source === undefined) start(openMicrophone);
  else stop(source);
});
// The same recording can be chosen again.
file.addEventListener('click', () => (file.value = ''));
file.addEventListener('change', () => {
  const [chosen] = file.files ?? [];
  if (chosen !== undefined) start(() => openRecording(chosen));
});

// Whatever was heard before comes to its end first.
function start(open: () => Promise<Source>): void {
  started += 1;
  source?.stop();
  running = runAfter(running, started, open);
}

async function runAfter(before: Promise<void>, mine: number, open: () => Promise<Source>): Promise<void> {
  await before;
  if (mine === started) await run(open, () => mine === started);
}

async function run(open: () => Promise<Source>, isWanted: () => boolean): Promise<void> {
  problem.textContent = '';
  show('Getting ready…', 'Use the microphone', true);
  try {
    source = await open();
    if (isWanted()) show('Listening…', 'Stop');
    else source.stop();
    await hear(source);
    show('That was all.', 'Use the microphone');
  } catch (error) {
    show('Nothing is heard.', 'Use the microphone');
    problem.textContent = explain(error);
  } finally {
    source?.stop();
    source = undefined;
    partial.textContent = '';
  }
}

async function hear({ audio, sampleRate, pacing }: Source): Promise<void> {
  const captions = createCaptions(log, partial);
  const params = { sample_rate: sampleRate, ...(speakers.checked ? { speaker_labels: true } : {}) };
  const events = client.streaming.transcribe(audio, params, { token: fetchToken, pacing });
  for await (const event of events) captions.show(event);
}

function stop(ending: Source): void {
  show('Waiting for the last words…', 'Stop', true);
  ending.stop();
}

// A button that is disabled outright would lose the keyboard's focus.
function show(now: string, action: string, isWaiting = false): void {
  status.textContent = now;
  toggle.textContent = action;
  toggle.ariaDisabled = String(isWaiting);
}

function find<Kind extends Element>(selector: string, kind: new () => Kind): Kind {
  const element = document.querySelector(selector);
  if (element instanceof kind) return element;
  throw new Error(`The page has no ${selector}.`);
}
