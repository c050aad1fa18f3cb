import { DataFrame } from './frames.ts';
import { lasts } from './lasting.ts';

export class TextFrame extends DataFrame {
  declare readonly text: string;
  constructor({ text }: { readonly text: string }) {
    super();
    this.text = text;
  }
}

export interface TranscriptionFields {
  readonly text: string;
  readonly userId?: string;
  /** ISO 8601. @default now */
  readonly timestamp?: string;
  readonly language?: string | undefined;
  /** The service's own message. */
  readonly result?: unknown;
  /** Whether nothing more of this turn comes. @default false */
  readonly finalized?: boolean;
}

/** What the user has said. Kept in queues through interruptions: they drop the bot's words, not the user's. */
export class TranscriptionFrame extends TextFrame {
  declare readonly userId: string;
  declare readonly timestamp: string;
  declare readonly language: string | undefined;
  declare readonly result: unknown;
  declare readonly finalized: boolean;
  constructor(fields: TranscriptionFields) {
    super(fields);
    this.userId = fields.userId ?? '';
    this.timestamp = fields.timestamp ?? now();
    this.language = fields.language;
    this.result = fields.result;
    this.finalized = fields.finalized ?? false;
  }
  override get isKept(): boolean {
    return true;
  }
}

/** What the user is saying, so far; each replaces the one before. */
export class InterimTranscriptionFrame extends TextFrame {
  declare readonly userId: string;
  declare readonly timestamp: string;
  declare readonly language: string | undefined;
  declare readonly result: unknown;
  constructor(fields: Omit<TranscriptionFields, 'finalized'>) {
    super(fields);
    this.userId = fields.userId ?? '';
    this.timestamp = fields.timestamp ?? now();
    this.language = fields.language;
    this.result = fields.result;
  }
}

/** What the bot has said in its turn; a hint for the speech-to-text of the user's next one. */
export class LLMContextAssistantTurnFrame extends DataFrame {
  declare readonly text: string;
  constructor(fields: { readonly text: string }) {
    super({ ...fields });
  }
}

let secondMs = 0;
let upToSecond = '';

// A date's text takes longer than all else of a frame: it is made once a second.
function now(): string {
  const ms = Date.now();
  if (ms < secondMs || ms >= secondMs + 1000) {
    secondMs = ms - (ms % 1000);
    upToSecond = new Date(ms).toISOString().slice(0, -4);
  }
  return `${upToSecond}${String(1000 + ms - secondMs).slice(1)}Z`;
}

lasts([new InterimTranscriptionFrame({ text: '' }), new TranscriptionFrame({ text: '' })]);
