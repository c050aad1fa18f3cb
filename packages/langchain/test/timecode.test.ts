import { expect, it } from 'vitest';
import { toTimecode } from '../src/timecode.ts';

it.each([
  [0, '0:00'],
  [999, '0:00'],
  [9_000, '0:09'],
  [61_500, '1:01'],
  [600_000, '10:00'],
  [3_599_999, '59:59'],
  [3_600_000, '1:00:00'],
  [3_661_000, '1:01:01'],
  [36_000_000 + 59_000, '10:00:59'],
])('%i ms is written %s', (ms, timecode) => {
  expect(toTimecode(ms)).toBe(timecode);
});
