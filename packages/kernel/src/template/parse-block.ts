import { endOfQuoted } from './quoted.ts';
import { type Argument, type NamedArgument, type Segment, TemplateError } from './syntax.ts';

/** Parses what is between two places of a template, the braces of a block; undefined where there is nothing. */
export function parseBlock(template: string, start: number, end: number): Segment | undefined {
  const reader = new Reader(template, start, end);
  reader.skipSpace();
  if (reader.isDone) return undefined;
  const argument = reader.readArgument();
  if (argument === undefined) return parseCall(reader);
  reader.skipSpace();
  if (!reader.isDone) throw reader.wrong(`nothing may follow a ${argument.kind}: close the block with }}.`);
  return argument;
}

function parseCall(reader: Reader): Segment {
  const at = reader.at;
  const id = reader.read(/[\w.]+/y);
  if (id === undefined) throw reader.wrong('a block begins with $name, a quoted value, or Plugin.Function.');
  reader.needSpace('a function’s name has letters, digits and underscores, and a space behind it.');
  const parts = id.split('.');
  if (parts.length > 2 || parts.includes(''))
    throw reader.wrong('a function is called as Function or Plugin.Function, with one dot at most.', at);
  const [name = '', pluginName] = parts.toReversed();
  const positional = reader.readArgument();
  if (positional !== undefined) reader.needSpace('a space is missing behind this argument.');
  return { kind: 'call', pluginName, name, positional, named: parseNamed(reader), at };
}

function parseNamed(reader: Reader): NamedArgument[] {
  const named = new Map<string, NamedArgument>();
  while (!reader.isDone) {
    const at = reader.at;
    const name = reader.read(/\w+/y);
    if (name === undefined)
      throw reader.wrong('only the first argument goes without a name: write name="value" or name=$variable.');
    reader.skipSpace();
    if (reader.read(/=/y) === undefined) throw reader.wrong(`an argument needs a value: write ${shown(name)}="value".`);
    reader.skipSpace();
    const argument = reader.readArgument();
    if (argument === undefined) throw reader.wrong('a value is in quotes, or a $variable.');
    if (named.has(name.toLowerCase())) throw reader.wrong(`${shown(name)} is given twice.`, at);
    named.set(name.toLowerCase(), { name, argument, at });
    reader.needSpace('a space is missing behind this argument.');
  }
  return [...named.values()];
}

class Reader {
  readonly #template: string;
  readonly #end: number;
  at: number;

  constructor(template: string, start: number, end: number) {
    this.#template = template;
    this.at = start;
    this.#end = end;
  }

  get isDone(): boolean {
    return this.at >= this.#end;
  }

  /** Reads what a sticky pattern matches here; undefined where it does not. */
  read(pattern: RegExp): string | undefined {
    const sticky = new RegExp(pattern);
    sticky.lastIndex = this.at;
    const [found] = sticky.exec(this.#template) ?? [];
    if (found === undefined || this.at + found.length > this.#end) return undefined;
    this.at += found.length;
    return found;
  }

  skipSpace(): void {
    while (!this.isDone && /\s/.test(this.#template.charAt(this.at))) this.at += 1;
  }

  needSpace(problem: string): void {
    const from = this.at;
    this.skipSpace();
    if (!this.isDone && this.at === from) throw this.wrong(problem);
  }

  /** Reads a variable or a quoted value; undefined where there is neither. */
  readArgument(): Argument | undefined {
    const at = this.at;
    const first = this.isDone ? '' : this.#template.charAt(at);
    if (first === '$') {
      this.at += 1;
      const name = this.read(/\w+/y);
      if (name !== undefined) return { kind: 'variable', name, at };
      throw this.wrong('a variable is $ and a name of letters, digits and underscores.', at);
    }
    if (first !== '"' && first !== "'") return undefined;
    this.at = endOfQuoted(this.#template, at, this.#end);
    const value = this.#template.slice(at + 1, this.at - 1).replaceAll(/\\(["'\\])/g, '$1');
    return { kind: 'value', value, at };
  }

  wrong(problem: string, at = this.at): TemplateError {
    return new TemplateError(problem, this.#template, at);
  }
}

function shown(name: string): string {
  return name.slice(0, 64);
}
