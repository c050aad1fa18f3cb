import { describe, expect, it } from 'vitest';
import { type Case, type Subject, cases, reasonToSkip, runCase } from '../src/index.ts';
import { deaf, honest, unabortable } from './honest.ts';

const trivial: Case = {
  id: 'test.trivial',
  promise: 'anything',
  needs: ['transcribe'],
  kills: 'nothing',
  given: {},
  check: async () => undefined,
};

const failing = (): Promise<void> => Promise.reject(new Error('the check itself'));

describe('runCase', () => {
  const applying = cases.filter((one) => reasonToSkip(one, honest) === undefined);

  it.each(applying.map((one) => [one.id, one] as const))('%s passes for a subject that keeps it', async (_, one) => {
    await runCase(one, honest);
  });

  it.each(cases.map((one) => [one.id, one] as const))('%s fails for a subject that does nothing', async (_, one) => {
    await expect(runCase(one, deaf)).rejects.toThrow();
  });

  it('fails a case that scripts an answer nobody asks for', async () => {
    const script = { 'GET /v2/transcript/{transcript_id}': [{ status: 500 }] };
    const unasked = { ...trivial, given: { emulator: { script } } };
    await expect(runCase(unasked, honest)).rejects.toThrow('nobody asked for it');
    await runCase(trivial, honest);
  });

  it('tells why the check failed, rather than what it left unasked', async () => {
    const script = { 'POST /v2/upload': [{ status: 500 }] };
    await expect(runCase({ ...trivial, check: failing, given: { emulator: { script } } }, honest)).rejects.toThrow(
      'the check itself',
    );
  });

  it('closes the emulator, whether the case passes or fails', async () => {
    const urls: string[] = [];
    const check: Case['check'] = async (_, { emulator }) => {
      urls.push(emulator.url);
      if (urls.length === 2) throw new Error('failed');
    };
    await runCase({ ...trivial, check }, honest);
    await runCase({ ...trivial, check }, honest).catch(() => undefined);
    for (const url of urls) await expect(fetch(url)).rejects.toThrow();
    expect(urls).toHaveLength(2);
  });

  it('hands the subject a clock only where the case moves time', async () => {
    const clocks: boolean[] = [];
    const check: Case['check'] = async (_, { place, clock }) => void clocks.push(place.clock === clock);
    await runCase({ ...trivial, check }, honest);
    await runCase({ ...trivial, check, given: { clock: 'manual' } }, honest);
    expect(clocks).toEqual([false, true]);
  });
});

describe('reasonToSkip', () => {
  const aborting: Case = { ...trivial, needs: ['transcribe', 'abort'] };

  it('is none for a subject that can do all a case needs', () => {
    expect(reasonToSkip(aborting, honest)).toBeUndefined();
    expect(reasonToSkip(trivial, unabortable)).toBeUndefined();
  });

  it('is the subject’s own reason for what it cannot do', () => {
    expect(reasonToSkip(aborting, unabortable)).toBe('abort: its host hands on no signal');
  });

  it('is there for a subject that says nothing of streaming', () => {
    const { stream: _, ...capabilities } = honest.capabilities;
    expect(reasonToSkip({ ...trivial, needs: ['stream'] }, { ...honest, capabilities })).toBe('stream: it has none');
  });

  it('is no reason to run, not even an empty one', () => {
    const silent: Subject = { ...honest, capabilities: { ...honest.capabilities, abort: '' } };
    expect(reasonToSkip(aborting, silent)).toBe('abort: ');
  });
});

describe('cases', () => {
  it('have ids of their own, in areas', () => {
    const ids = cases.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+\.[a-z-]+$/);
  });
});
