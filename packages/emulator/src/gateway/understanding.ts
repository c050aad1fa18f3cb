import { randomUUID } from 'node:crypto';
import { isJson } from '../is-json.ts';
import type { ProjectJobs } from '../jobs.ts';
import { gatewayRefusal } from '../problem.ts';
import type { Json } from '../shapes.ts';
import { formatText } from './formatting.ts';
import { findCompleted } from './transcript-tag.ts';
import { type Tasks, parseTasks } from './understanding-request.ts';

/** What the tasks are asked about: a transcript's results, or the same sent along. */
interface Subject {
  readonly results: Json;
  readonly hasVoices: boolean;
}

/** Refuses a request that `understand` would refuse. */
export function checkUnderstanding(body: Json, jobs: ProjectJobs): Tasks {
  return parseTasks(body, findSubject(body, jobs).hasVoices);
}

/**
 * Understands a transcript afterwards; nothing of it is kept.
 *
 * Dates, phone numbers and addresses are found and written anew. Every other task is answered from what the
 * transcript's results already say, which a fixture can, and else is unavailable: understanding is never made up.
 */
export function understand(body: Json, jobs: ProjectJobs): Json {
  const tasks = checkUnderstanding(body, jobs);
  const { results } = findSubject(body, jobs);
  const response = Object.entries(tasks).map(([name, task]) => [name, perform(name, task, results)]);
  return {
    request_id: randomUUID(),
    speech_understanding: { request: tasks, response: Object.fromEntries(response) },
    ...texts(tasks, results),
  };
}

function findSubject(body: Json, jobs: ProjectJobs): Subject {
  const { transcript_id, text, utterances } = body;
  if (typeof transcript_id === 'string') {
    const { results, params } = findCompleted(jobs, transcript_id);
    return { results, hasVoices: params['speaker_labels'] === true || params['multichannel'] === true };
  }
  if (typeof text !== 'string') throw gatewayRefusal(400, 'transcript_id is required');
  return { results: { text, utterances }, hasVoices: Array.isArray(utterances) };
}

function perform(name: string, task: Json, results: Json): Json {
  const known = knownAnswer(name, results);
  if (known !== undefined) return known;
  if (name === 'custom_formatting') return format(task, results);
  return { status: 'unavailable', reason: `This emulator has no ${name} of the recording; a fixture can bring it.` };
}

function knownAnswer(name: string, { speech_understanding: known }: Json): Json | undefined {
  const response = isJson(known) && isJson(known['response']) ? known['response'] : {};
  const answer = response[name];
  return isJson(answer) && answer['status'] !== 'unavailable' ? answer : undefined;
}

function format(task: Json, { text, utterances }: Json): Json {
  const [date, phone_number, email] = ['date', 'phone_number', 'email'].map((name) =>
    typeof task[name] === 'string' ? task[name] : undefined,
  );
  const write = (said: unknown) => formatText(typeof said === 'string' ? said : '', { date, phone_number, email });
  const { text: formatted_text, mapping } = write(text);
  const spoken: unknown[] = task['format_utterances'] === true && Array.isArray(utterances) ? utterances : [];
  const written = spoken.filter(isJson).map((utterance) => ({ ...utterance, text: write(utterance['text']).text }));
  return {
    mapping,
    formatted_text,
    ...(written.length === 0 ? {} : { formatted_utterances: written }),
    status: 'success',
  };
}

/** What a task leaves beside its answer, where the results have it. */
function texts({ translation, speaker_identification }: Tasks, results: Json): Json {
  const { translated_texts, utterances, words } = results;
  const translated = translation !== undefined && isJson(translated_texts);
  const identified = speaker_identification !== undefined && knownAnswer('speaker_identification', results);
  return {
    ...(translated ? { translated_texts } : {}),
    ...(translated || identified ? { utterances, words } : {}),
  };
}
