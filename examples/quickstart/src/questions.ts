import nlp from 'compromise';
import type { Request } from './arguments.ts';
import type { Recording } from './transcribe.ts';

const aboutTheSample = [
  'When does the beta launch?',
  'How much is the budget for the recording studio?',
  'Who writes the release notes?',
];

const aboutAnything = ['What is this recording about?', 'What was decided?', 'What happens next?'];

const wanted = 3;

/** The user's questions; for the sample, three it answers; otherwise three about what the recording speaks of most. */
export function chooseQuestions({ questions, isSample }: Request, { transcript }: Recording): readonly string[] {
  if (questions.length > 0) return questions;
  if (isSample) return aboutTheSample;
  const topics = topicsOf(transcript.text ?? '').map((topic) => `What is said about ${topic}?`);
  return [...topics, ...aboutAnything].slice(0, wanted);
}

function topicsOf(text: string): string[] {
  // As compromise finds them; what stands before a noun is not what is spoken of.
  const nouns: unknown = nlp(text).nouns().out('array');
  const counts = new Map<string, number>();
  for (const noun of Array.isArray(nouns) ? nouns : []) {
    const topic = String(noun)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}' -]/gu, '')
      .replace(/^(an?|the|this|that|my|your|our|his|her|their) /, '')
      .trim();
    if (topic.length > 3 && topic.split(' ').length <= 3) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  }
  const ranked = [...counts].toSorted(([a, timesA], [b, timesB]) => timesB - timesA || b.length - a.length);
  return ranked.slice(0, wanted).map(([topic]) => topic);
}
