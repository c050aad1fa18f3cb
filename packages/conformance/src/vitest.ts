import { describe, expect, it } from 'vitest';
import type { Subject } from './case.ts';
import type { Exceptions } from './matrix.ts';
import { cases, reasonToSkip, runCase } from './run.ts';

/**
 * Registers one test per promise for a subject.
 *
 * A case that does not apply is reported as skipped, with its reason; an exception that starts to pass turns red.
 */
export function describeConformance(subject: Subject, options: { readonly exceptions?: Exceptions } = {}): void {
  const { exceptions = {} } = options;
  describe(`${subject.name} keeps its promises`, () => {
    for (const conformanceCase of cases) {
      const title = `${conformanceCase.id}: ${conformanceCase.promise}`;
      const reason = reasonToSkip(conformanceCase, subject);
      const known = exceptions[conformanceCase.id];
      if (reason !== undefined) it.skip(`${title} (skipped, ${reason})`);
      else if (known === undefined) it(title, () => runCase(conformanceCase, subject));
      else it.fails(`${title} (known: ${known})`, () => runCase(conformanceCase, subject));
    }
    it('has no exception for a case that is not there', () => {
      const ids = cases.map(({ id }) => id);
      expect(Object.keys(exceptions).filter((id) => !ids.includes(id))).toEqual([]);
    });
  });
}

/** Registers one test per case that its mutant, a subject broken on purpose, fails it: a case nothing fails is no case. */
export function describeMutants(mutants: Readonly<Record<string, Subject>>): void {
  describe('every case kills its mutant', () => {
    for (const conformanceCase of cases) {
      it(`${conformanceCase.id} kills ${conformanceCase.kills}`, async () => {
        const mutant = mutants[conformanceCase.kills];
        if (mutant === undefined) throw new Error(`there is no mutant named ${conformanceCase.kills}`);
        await expect(runCase(conformanceCase, mutant)).rejects.toThrow();
      });
    }
    it('has no mutant that no case kills', () => {
      const killed = cases.map(({ kills }) => kills);
      expect(Object.keys(mutants).filter((name) => !killed.includes(name))).toEqual([]);
    });
  });
}
