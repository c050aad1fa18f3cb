import { expect, it } from 'vitest';
import { createTokens } from '../../src/streaming/tokens.ts';
import { createTestClock } from '../clock.ts';

const grant = { project: 'a', maxSessionDurationSeconds: 600 };

it('a token is good for one session', () => {
  const tokens = createTokens(createTestClock().clock);
  const [token, other] = [tokens.issue(grant, 60), tokens.issue({ ...grant, project: 'b' }, 60)];
  expect(tokens.redeem(token)).toEqual(grant);
  expect(tokens.redeem(token)).toBe('used');
  expect(tokens.redeem(other)).toEqual({ ...grant, project: 'b' });
});

it('a token is good until it expires', () => {
  const time = createTestClock();
  const tokens = createTokens(time.clock);
  const [early, late] = [tokens.issue(grant, 60), tokens.issue(grant, 60)];
  time.advance(59_999);
  expect(tokens.redeem(early)).toEqual(grant);
  time.advance(1);
  expect(tokens.redeem(late)).toBe('expired');
});

it('what was never issued, or long ago, is unknown', () => {
  const time = createTestClock();
  const tokens = createTokens(time.clock);
  const old = tokens.issue(grant, 1);
  time.advance(601_000);
  tokens.issue(grant, 1);
  expect(tokens.redeem(old)).toBe('unknown');
  expect(tokens.redeem('made up')).toBe('unknown');
});
