import type { Client } from '@earmark/core/portable';
import type { FileAccess } from '@earmark/operations';

/** Which operations a client sees: those for every model, those for workflows too, or those that change and cost nothing. */
export type ToolSet = 'core' | 'full' | 'read-only';

/** What a server offers, however it is reached. */
export interface ServerOptions {
  /** @default 'core' */
  readonly tools?: ToolSet | undefined;
  /**
   * Whether transcripts can be deleted: after a person was asked, or `unasked`, where the program in front asks.
   *
   * @default false
   */
  readonly deletes?: false | 'ask' | 'unasked' | undefined;
  /** Characters of one tool's answer, facts included; at least 1000. @default 12_000 */
  readonly maxChars?: number | undefined;
  /** Longest wait of one call, in seconds; clients commonly give up after 60. @default 45 */
  readonly maxWaitSeconds?: number | undefined;
  /** Characters of a call's arguments, without its audio. @default 50_000 */
  readonly maxArgumentChars?: number | undefined;
  /** Model of the LLM gateway. @default the first that the gateway lists */
  readonly model?: string | undefined;
  /** Hears of errors that no client is told in full. It is given no key and no speech. */
  readonly onError?: ((error: Error) => void) | undefined;
}

/** What every tool, resource and prompt of one server stands on. */
export interface Setting {
  readonly tools: ToolSet;
  readonly deletes: false | 'ask' | 'unasked';
  readonly maxChars: number;
  readonly maxWaitSeconds: number;
  readonly maxArgumentChars: number;
  readonly model: string | undefined;
  readonly onError: ServerOptions['onError'];
  /** Opens local files; never over HTTP. */
  readonly files: FileAccess | false;
  /** @throws EarmarkError `auth` where there is no key. */
  client(): Client;
}

type Defaulted = Omit<Setting, 'model' | 'onError' | 'files' | 'client'>;

const serverDefaults: Defaulted = Object.freeze({
  tools: 'core',
  deletes: false,
  maxChars: 12_000,
  maxWaitSeconds: 45,
  maxArgumentChars: 50_000,
});

const toolSets: readonly unknown[] = ['core', 'full', 'read-only'] satisfies ToolSet[];

/**
 * Fills in the defaults.
 *
 * @throws TypeError that names the option, and what it must be.
 */
export function toSetting(options: ServerOptions, lent: Pick<Setting, 'client' | 'files'>): Setting {
  const checked: Defaulted = { ...serverDefaults, ...given(options) };
  const { tools, deletes, maxChars, maxWaitSeconds, maxArgumentChars } = checked;
  if (!toolSets.includes(tools)) throw new TypeError("`tools` must be 'core', 'full' or 'read-only'.");
  if (deletes !== false && deletes !== 'ask' && deletes !== 'unasked')
    throw new TypeError("`deletes` must be false, 'ask' or 'unasked'.");
  atLeast('maxChars', maxChars, 1000);
  atLeast('maxWaitSeconds', maxWaitSeconds, 0);
  atLeast('maxArgumentChars', maxArgumentChars, 1000);
  const { model, onError } = options;
  return { ...lent, tools, deletes, maxChars, maxWaitSeconds, maxArgumentChars, model, onError };
}

function atLeast(name: keyof Defaulted, value: unknown, least: number): void {
  if (typeof value === 'number' && Number.isFinite(value) && value >= least) return;
  throw new TypeError(`\`${name}\` must be a number, ${least} or more.`);
}

function given(options: ServerOptions): Partial<Defaulted> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
