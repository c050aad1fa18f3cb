import type { StreamingEvent, TurnFields } from '@earmark/core/edge';

/** What is said, as it is shown. */
export interface Captions {
  show(event: StreamingEvent): void;
}

/** Shows the turn that is being spoken greyed, and every turn that has ended once, in the log. */
export function createCaptions(log: HTMLElement, partial: HTMLElement): Captions {
  const ended = new Map<number, { readonly turn: TurnFields; readonly caption: HTMLElement }>();
  log.replaceChildren();
  partial.textContent = '';

  function end(turn: TurnFields): void {
    partial.textContent = '';
    if (turn.transcript === '') return;
    const caption = document.createElement('p');
    caption.append(...written(turn));
    ended.set(turn.turn_order, { turn, caption });
    log.append(caption);
    follow(partial);
  }

  function revise(revision: Revision): void {
    const { turn, caption } = ended.get(revision.turn_order) ?? {};
    if (turn !== undefined) caption?.replaceChildren(...written({ ...turn, ...revision }));
  }

  return {
    show(event) {
      if (event.type === 'turn-delta') partial.textContent = spokenSoFar(event);
      else if (event.type === 'turn-end') end(event);
      else if (event.type === 'speaker-revision') event.revisions.filter(isRevision).forEach(revise);
    },
  };
}

type Revision = Pick<TurnFields, 'turn_order' | 'speaker_label'>;

function isRevision(value: unknown): value is Revision {
  return typeof value === 'object' && value !== null && 'turn_order' in value && 'speaker_label' in value;
}

// Some models leave words out of the transcript until they are final.
function spokenSoFar({ transcript, words }: TurnFields): string {
  const spoken = words.map(({ text }) => text).join(' ');
  return spoken.length > transcript.length ? spoken : transcript;
}

// A turn may hold more than one voice: then each gets a line, by the words' own speakers.
function written({ transcript, words, speaker_label: label }: TurnFields): (Node | string)[] {
  if (words.length === 0 || !words.every(({ speaker }) => isKnown(speaker))) return [...named(label), transcript];
  const lines: { readonly speaker: string | null | undefined; readonly said: string[] }[] = [];
  for (const { text, speaker } of words) {
    const last = lines.at(-1);
    if (last?.speaker === speaker) last?.said.push(text);
    else lines.push({ speaker, said: [text] });
  }
  return lines.flatMap(({ speaker, said }) => [...named(speaker), said.join(' ')]);
}

function named(label: string | null | undefined): HTMLElement[] {
  if (!isKnown(label)) return [];
  const speaker = document.createElement('b');
  speaker.className = 'speaker';
  speaker.textContent = `Speaker ${label} `;
  return [speaker];
}

// Where too little is said to know a voice by, the label is `UNKNOWN` or `PENDING`.
function isKnown(label: string | null | undefined): label is string {
  return typeof label === 'string' && label.length === 1;
}

// Who has scrolled up to read is left there.
function follow(end: HTMLElement): void {
  if (end.getBoundingClientRect().top < innerHeight * 1.5) end.scrollIntoView({ block: 'nearest' });
}
