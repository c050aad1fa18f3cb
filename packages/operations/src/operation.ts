import * as z from 'zod/mini';
import { type Brief, type Budget, type Sketch, budgetDefaults, toBrief } from './brief.ts';
import type { OperationContext } from './context.ts';
import { refusal } from './refusal.ts';
import { type FieldUi, toUi } from './ui.ts';
import { withoutNulls } from './without-nulls.ts';

/** What a host may rely on when it decides whether to ask a person first. */
export interface Annotations {
  /** Changes nothing at the service, and costs nothing. */
  readonly readOnly: boolean;
  /** Takes away what cannot be brought back. */
  readonly destructive: boolean;
  /** Doing it twice is as good as once. */
  readonly idempotent: boolean;
  /** The account is charged. */
  readonly billable: boolean;
}

/** The one request of an operation that is one request. */
export interface HttpBinding {
  readonly service: 'api' | 'llm' | 'sync' | 'streaming';
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Template, such as `/v2/transcript/{transcript_id}`. */
  readonly path: string;
  /** Where each field of the input goes. */
  readonly in: Readonly<Record<string, 'path' | 'query' | 'body'>>;
  readonly response: 'json' | 'text';
}

interface About<Output> {
  /** Snake case; permanent, as every host's users write it down. */
  readonly id: string;
  readonly title: string;
  /** For people, at most 80 characters. */
  readonly summary: string;
  /** For models: when to use it, what it gives, what to call next. */
  readonly description: string;
  readonly group: 'files' | 'transcripts' | 'analysis' | 'llm' | 'streaming' | 'advanced';
  readonly kind: 'create' | 'read' | 'search' | 'delete' | 'wait' | 'raw';
  readonly annotations: Annotations;
  /** `core` is for every host and model, `full` for workflows, `advanced` for who asks for it. */
  readonly tier: 'core' | 'full' | 'advanced';
  readonly output: z.ZodMiniType<Output>;
  /** Absent where the operation is several requests. */
  readonly http?: HttpBinding | undefined;
}

/** One thing that can be done, for every host. */
export interface Operation<
  Input extends object = Readonly<Record<string, unknown>>,
  Output = unknown,
> extends About<Output> {
  /** Refuses keys it does not know; holds no defaults. */
  readonly input: z.ZodMiniObject<z.core.$ZodLooseShape, z.core.$strict>;
  readonly defaults: Readonly<Record<string, unknown>>;
  /** How a form shows each field. */
  readonly ui: Readonly<Record<string, FieldUi>>;
  readonly sample: { readonly input: Input; readonly output: Output };
  /**
   * Checks an input: null is absent, defaults are filled in.
   *
   * @throws EarmarkError `invalid` that names the field, what is wrong and what would be right.
   */
  parse(input: unknown): Input;
  /**
   * Checks the input and does it.
   *
   * @throws EarmarkError `invalid` before anything is sent or paid for, and as the client does.
   */
  run(input: unknown, context: OperationContext): Promise<Output>;
  /** The result for a model, within a budget: says what it cut, and how to get the rest. */
  brief(output: Output, input: unknown, budget?: Partial<Budget>): Brief;
}

type InputOf<Shape extends z.core.$ZodLooseShape> = z.infer<z.ZodMiniObject<Shape, z.core.$strict>>;

export interface Definition<Shape extends z.core.$ZodLooseShape, Output> extends About<Output> {
  readonly fields: Shape;
  readonly defaults?: Partial<NoInfer<InputOf<Shape>>> | undefined;
  readonly ui?: Readonly<Record<string, Partial<FieldUi>>> | undefined;
  readonly sample: { readonly input: NoInfer<InputOf<Shape>>; readonly output: NoInfer<Output> };
  /** Throws for what is wrong together, before anything is sent. */
  check?(input: NoInfer<InputOf<Shape>>): void;
  run(input: NoInfer<InputOf<Shape>>, context: OperationContext): Promise<NoInfer<Output>>;
  sketch(output: NoInfer<Output>, input: NoInfer<InputOf<Shape>>): Sketch;
}

/** Makes an operation of its definition. */
export function defineOperation<Shape extends z.core.$ZodLooseShape, Output>(
  definition: Definition<Shape, Output>,
): Operation<InputOf<Shape>, Output> {
  const { fields, ui, run, sketch, check, defaults = {}, ...about } = definition;
  const input = z.strictObject(fields, 'an object');
  const table: Readonly<Record<string, unknown>> = Object.freeze({ ...defaults });
  function parse(raw: unknown): InputOf<Shape> {
    const given = { ...table, ...Object(withoutNulls(raw ?? {})) };
    const { error, data } = input.safeParse(Array.isArray(raw) || typeof raw === 'string' ? raw : given);
    const issue = error?.issues[0];
    if (issue !== undefined) throw refusal(about.id, raw, issue, Object.keys(fields));
    check?.(data as InputOf<Shape>); // oxlint-disable-line typescript/no-unsafe-type-assertion -- just parsed
    return data as InputOf<Shape>; // oxlint-disable-line typescript/no-unsafe-type-assertion -- just parsed
  }
  return Object.freeze({
    ...about,
    input,
    defaults: table,
    ui: toUi(fields, ui ?? {}),
    parse,
    run: async (raw: unknown, context: OperationContext) => {
      context.signal?.throwIfAborted();
      return await run(parse(raw), context);
    },
    brief: (output: Output, raw: unknown, budget: Partial<Budget> = {}) =>
      toBrief(sketch(output, parse(raw)), { ...budgetDefaults, ...budget }),
  });
}
