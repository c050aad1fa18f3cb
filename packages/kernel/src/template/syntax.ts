import { EarmarkError } from '@earmark/core';

/** A place in a template. */
export interface Position {
  /** In UTF-16 units, from 0. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** In UTF-16 units, from 1. */
  readonly column: number;
}

/** What a template is made of. */
export type Segment =
  | { readonly kind: 'text'; readonly text: string }
  | Argument
  | {
      readonly kind: 'call';
      readonly pluginName: string | undefined;
      readonly name: string;
      readonly positional: Argument | undefined;
      readonly named: readonly NamedArgument[];
      readonly at: number;
    };

export type Argument =
  | { readonly kind: 'variable'; readonly name: string; readonly at: number }
  | { readonly kind: 'value'; readonly value: string; readonly at: number };

export interface NamedArgument {
  readonly name: string;
  readonly argument: Argument;
  readonly at: number;
}

/** What is wrong with a template, and where: an EarmarkError of code `invalid`. */
export class TemplateError extends EarmarkError {
  readonly position: Position;

  constructor(problem: string, template: string, offset: number) {
    const position = toPosition(template, offset);
    super('invalid', `\`template\`, line ${position.line}, column ${position.column}: ${problem}`);
    this.position = position;
  }
}

function toPosition(template: string, offset: number): Position {
  const before = template.slice(0, offset);
  const lines = before.split('\n');
  return { offset, line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
