import type { Case, Subject } from './case.ts';
import { cases, reasonToSkip, runCase } from './run.ts';

/** A deviation that is known: a case's id, and why it fails for now. */
export type Exceptions = Readonly<Record<string, string>>;

export interface Member {
  readonly subject: Subject;
  readonly exceptions?: Exceptions;
}

/** Runs every case on every subject and renders the table of `docs/conformance.md`. */
export async function renderMatrix(members: readonly Member[]): Promise<string> {
  const rows = [];
  for (const conformanceCase of cases) {
    const cells = [];
    for (const member of members) cells.push(await cell(conformanceCase, member));
    rows.push(`| \`${conformanceCase.id}\` | ${conformanceCase.promise} | ${cells.join(' | ')} |`);
  }
  const names = members.map(({ subject }) => `\`${subject.name}\``);
  const head = ['| case | promise |', ...names.map((name) => ` ${name} |`)].join('');
  const line = `|---|---|${names.map(() => '---|').join('')}`;
  return [head, line, ...rows].join('\n');
}

async function cell(conformanceCase: Case, { subject, exceptions = {} }: Member): Promise<string> {
  const reason = reasonToSkip(conformanceCase, subject);
  if (reason !== undefined) return `skipped, ${reason}`;
  const known = exceptions[conformanceCase.id];
  if (known !== undefined) return `fails, ${known}`;
  return await runCase(conformanceCase, subject).then(
    () => 'kept',
    (error: unknown) => `**broken**: ${firstLine(error)}`,
  );
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n')[0] ?? '').replaceAll('|', '\\|');
}
