import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { EarmarkError } from '../src/index.ts';

describe('EarmarkError.is', () => {
  const error = new EarmarkError('auth', 'no');

  it('knows an error, and its code', () => {
    expect(EarmarkError.is(error)).toBe(true);
    expect(EarmarkError.is(error, 'auth')).toBe(true);
    expect(EarmarkError.is(error, 'account')).toBe(false);
  });

  it('knows the errors of another copy of the package, as instanceof does not', async () => {
    vi.resetModules();
    const copy = await import('../src/errors.ts');
    expect(copy.EarmarkError).not.toBe(EarmarkError);
    expect(error).not.toBeInstanceOf(copy.EarmarkError);
    expect(copy.EarmarkError.is(error, 'auth')).toBe(true);
    expect(EarmarkError.is(new copy.EarmarkError('timeout', 'late'), 'timeout')).toBe(true);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a string', 'EarmarkError'],
    ['an error of the same name and fields', Object.assign(new Error('no'), { name: 'EarmarkError', code: 'auth' })],
    ['a plain object', { name: 'EarmarkError', code: 'auth', message: 'no', retryable: false }],
    ['a branded object that is no Error', { [Symbol.for('earmark.error')]: true, code: 'auth' }],
    ['what an error is after JSON', JSON.parse(JSON.stringify(error)) as unknown],
  ])('is false for %s', (_, value) => {
    expect(EarmarkError.is(value)).toBe(false);
  });
});

describe('an error', () => {
  it('says nothing that it does not know', () => {
    const { retryable, status, transcriptId, retryAfterMs, cause } = new EarmarkError('auth', 'no');
    expect({ retryable, status, transcriptId, retryAfterMs, cause }).toEqual({ retryable: false });
  });

  it('shows its code and details where it is logged', () => {
    const error = new EarmarkError('service', 'down', { status: 503, requestId: 'request-1', retryAfterMs: 0 });
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ code: 'service', status: 503, retryAfterMs: 0 });
    expect(inspect(error)).toMatch(/EarmarkError: down[\s\S]*code: 'service'[\s\S]*requestId: 'request-1'/);
  });
});
