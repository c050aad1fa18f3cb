import { describe, expect, it } from 'vitest';
import { type Subject, cases, renderMatrix } from '../src/index.ts';
import { empty, honest, unabortable } from './honest.ts';

const spoilt: Subject = {
  ...honest,
  name: 'spoilt',
  transcribe: () => Promise.reject(new Error('this | that\nand a stack')),
};

const table = (
  await renderMatrix([
    { subject: honest },
    { subject: unabortable },
    { subject: empty, exceptions: { 'error.auth': 'it never asks anybody' } },
    { subject: spoilt },
  ])
)
  .split('\n')
  .map((row) => row.split(/(?<!\\)\|/).map((text) => text.trim()));

/** The cell of a subject and a case. */
function cell(subject: string, id: string): string | undefined {
  const column = table[0]?.indexOf(`\`${subject}\``) ?? -1;
  return table.find((row) => row[1] === `\`${id}\``)?.[column];
}

describe('the matrix', () => {
  it('has a row per case and a column per subject', () => {
    expect(table[0]).toEqual(['', 'case', 'promise', '`honest`', '`unabortable`', '`empty`', '`spoilt`', '']);
    expect(table[1]).toEqual(['', '---', '---', '---', '---', '---', '---', '']);
    expect(table.slice(2).map((row) => row[1])).toEqual(cases.map(({ id }) => `\`${id}\``));
    expect(table.every((row) => row.length === table[0]?.length)).toBe(true);
  });

  it('says kept, skipped with the reason, fails with the reason, and broken with what was seen', () => {
    const batch = cases.filter(({ needs }) => !needs.includes('stream'));
    expect(batch.map(({ id }) => cell('honest', id))).toEqual(batch.map(() => 'kept'));
    expect(cell('honest', 'stream.drop')).toMatch(/^skipped, stream: core/);
    expect(cell('unabortable', 'abort.waiting')).toBe('skipped, abort: its host hands on no signal');
    expect(cell('unabortable', 'error.auth')).toBe('kept');
    expect(cell('empty', 'error.auth')).toBe('fails, it never asks anybody');
    expect(cell('empty', 'error.failed-job')).toBe('**broken**: a failed job has to be an Error');
  });

  it('stays a table, whatever an error says', () => {
    expect(cell('spoilt', 'batch.words-and-times')).toBe('**broken**: this \\| that');
  });
});
