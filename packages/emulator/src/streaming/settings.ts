import { type Encoding, encodings } from './encoding.ts';
import { models } from './models.ts';
import { invalidValue } from './problem.ts';

/** What a session can be asked for that the emulator looks at, by its name in the query and in `UpdateConfiguration`. */
interface Values {
  readonly sample_rate: number;
  readonly encoding: Encoding;
  readonly speech_model: string;
  readonly mode: Mode;
  readonly format_turns: boolean;
  readonly min_turn_silence: number;
  readonly max_turn_silence: number;
  readonly end_of_turn_confidence_threshold: number;
  readonly language_detection: boolean;
  readonly keyterms_prompt: readonly string[];
  readonly prompt: string;
  readonly agent_context: string;
  readonly speaker_labels: boolean;
  readonly speaker_labels_revision_interval_ms: number;
  readonly inactivity_timeout: number;
  readonly session_heartbeat: boolean;
  readonly llm_gateway: Readonly<Record<string, unknown>>;
  readonly webhook_url: string;
  readonly webhook_auth_header_name: string;
  readonly webhook_auth_header_value: string;
  readonly filter_profanity: boolean;
  readonly redact_pii: boolean;
  readonly redact_pii_policies: readonly string[];
  readonly redact_pii_sub: 'hash' | 'entity_name';
  readonly include_partial_turns: boolean;
  readonly continuous_partials: boolean;
  readonly interruption_delay: number;
  readonly voice_focus: string;
  readonly voice_focus_threshold: number;
  readonly domain: string;
}

const modes = ['min_latency', 'balanced', 'max_accuracy'] as const;
export type Mode = (typeof modes)[number];

/** Reads a value as it stands in a query; throws the reason why it is none. */
type Parser<Value> = (text: string) => Value;

const parsers: { readonly [Name in keyof Values]: Parser<Values[Name]> } = {
  sample_rate: integer(8_000, 96_000),
  encoding: (text) => oneOf(encodings, text, `'${text}' is not a valid Encoding`),
  speech_model: (text) => oneOf(models, text),
  mode: (text) => oneOf(modes, text),
  format_turns: boolean,
  min_turn_silence: (text) => Math.min(10_000, Math.max(50, integer(0)(text))),
  max_turn_silence: integer(0),
  end_of_turn_confidence_threshold: fraction,
  language_detection: boolean,
  keyterms_prompt: terms,
  prompt: upTo(1_750),
  agent_context: upTo(1_750),
  speaker_labels: boolean,
  // Two minutes at least, or never.
  speaker_labels_revision_interval_ms: (text) => (text === '0' ? 0 : integer(120_000)(text)),
  inactivity_timeout: integer(5, 3_600),
  session_heartbeat: boolean,
  llm_gateway: record,
  webhook_url: String,
  webhook_auth_header_name: String,
  webhook_auth_header_value: String,
  filter_profanity: boolean,
  redact_pii: boolean,
  redact_pii_policies: (text) => (text.startsWith('[') ? list(text) : text.split(',')),
  redact_pii_sub: (text) => oneOf(['hash', 'entity_name'], text),
  include_partial_turns: boolean,
  continuous_partials: boolean,
  interruption_delay: integer(0, 1_000),
  voice_focus: (text) => oneOf(['near-field', 'far-field'], text),
  voice_focus_threshold: fraction,
  domain: String,
};

const aliases: Readonly<Record<string, string>> = {
  min_end_of_turn_silence_when_confident: 'min_turn_silence',
};

// What a session is asked for once and for all; a change of anything else, the service takes.
const fixed = new Set(
  (
    'sample_rate encoding speech_model language_detection speaker_labels speaker_labels_revision_interval_ms ' +
    'inactivity_timeout llm_gateway webhook_url webhook_auth_header_name webhook_auth_header_value domain redact_pii redact_pii_policies redact_pii_sub ' +
    'filter_profanity include_partial_turns voice_focus voice_focus_threshold'
  ).split(' '),
);

/** What a session was asked for, checked. Names nobody knows are passed over, as the service does. */
export class Settings {
  readonly #texts: ReadonlyMap<string, string>;

  /** @throws StreamProblem 3006 that names the parameter. */
  constructor(texts: Iterable<readonly [string, string]>) {
    this.#texts = new Map([...texts].map(([name, text]) => [aliases[name] ?? name, text]));
    for (const name of Object.keys(parsers)) if (isKnown(name)) this.get(name);
    if (this.get('voice_focus_threshold') !== undefined && this.get('voice_focus') === undefined) {
      throw invalidValue('voice_focus_threshold', 'voice_focus is required');
    }
  }

  get<Name extends keyof Values>(name: Name): Values[Name] | undefined {
    const text = this.#texts.get(name);
    if (text === undefined) return undefined;
    const parser: Parser<Values[Name]> = parsers[name];
    try {
      return parser(text);
    } catch (error) {
      throw invalidValue(name, error instanceof Error ? error.message : String(error));
    }
  }

  /** These settings, changed as a client says; null takes a setting back, and what cannot change is passed over. */
  with(changes: Readonly<Record<string, unknown>>): Settings {
    const texts = new Map(this.#texts);
    for (const [given, value] of Object.entries(changes)) {
      const name = aliases[given] ?? given;
      if (fixed.has(name)) continue;
      if (value === null) texts.delete(name);
      else texts.set(name, typeof value === 'string' ? value : JSON.stringify(value));
    }
    return new Settings(texts);
  }
}

function isKnown(name: string): name is keyof Values {
  return name in parsers;
}

// The words are those of pydantic, which validates at the service.
function integer(from: number, to = Number.MAX_SAFE_INTEGER): Parser<number> {
  return (text) => {
    if (!/^-?\d+$/.test(text)) throw new Error('Input should be a valid integer, unable to parse string as an integer');
    if (Number(text) < from) throw new Error(`Input should be greater than or equal to ${from}`);
    if (Number(text) > to) throw new Error(`Input should be less than or equal to ${to}`);
    return Number(text);
  };
}

function fraction(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value)) throw new Error('Input should be a valid number, unable to parse string as a number');
  if (value < 0) throw new Error('Input should be greater than or equal to 0');
  if (value > 1) throw new Error('Input should be less than or equal to 1');
  return value;
}

function boolean(text: string): boolean {
  if (/^(true|1|yes|on)$/i.test(text)) return true;
  if (/^(false|0|no|off)$/i.test(text)) return false;
  throw new Error('Input should be a valid boolean, unable to interpret input');
}

function oneOf<Value extends string>(values: readonly Value[], text: string, otherwise?: string): Value {
  const found = values.find((value) => value === text);
  if (found !== undefined) return found;
  const quoted = values.map((value) => `'${value}'`);
  throw new Error(otherwise ?? `Input should be ${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`);
}

function upTo(most: number): Parser<string> {
  return (text) => {
    if (text.length > most) throw new Error(`String should have at most ${most} characters`);
    return text;
  };
}

function terms(text: string): readonly string[] {
  const all = list(text);
  if (all.length > 100) throw new Error('Max 100 items');
  return all;
}

function list(text: string): readonly string[] {
  const value = json(text);
  if (!Array.isArray(value)) throw new Error('Input should be a valid list');
  return value.map(String);
}

function record(text: string): Readonly<Record<string, unknown>> {
  const value = json(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('Input should be a valid dictionary');
  }
  return { ...value };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('Invalid JSON');
  }
}
