import { describe, expect, it } from 'vitest';
import type { StreamingEvent, StreamingWord } from '../../src/index.ts';
import { Turns } from '../../src/streaming/turns.ts';

const same = (ms: number): number => ms;

/** Words of 100 ms each, one after the other. */
function words(text: string, fromMs: number): StreamingWord[] {
  return text.split(' ').map((one, index) => ({
    text: one,
    start: fromMs + index * 100,
    end: fromMs + index * 100 + 100,
    confidence: 1,
    word_is_final: true,
  }));
}

function turn(text: string, fromMs = 0, more: object = {}) {
  const base = { turn_order: 0, turn_is_formatted: false, end_of_turn: false, transcript: text };
  return { ...base, words: text === '' ? [] : words(text, fromMs), ...more };
}

const ended = { end_of_turn: true };
const told = (events: readonly StreamingEvent[]) =>
  events.map((event) =>
    event.type === 'turn-delta' || event.type === 'turn-end'
      ? `${event.type} ${event.turn_order} ${event.transcript}`
      : event.type,
  );

describe('one connection', () => {
  it('starts once, and ends once', () => {
    const turns = new Turns(false);
    expect(told(turns.hear(turn('good'), same))).toEqual(['speech-start', 'turn-delta 0 good']);
    expect(told(turns.hear(turn('good day', 0, ended), same))).toEqual(['turn-end 0 good day']);
    expect(turns.hear(turn('Good day.', 0, { ...ended, turn_is_formatted: true }), same)).toEqual([]);
    expect(turns.finalMs).toBe(200);
  });

  it('waits for the formatted copy where one was asked for, and does without it', () => {
    const turns = new Turns(true);
    turns.hear(turn('good day', 0, ended), same);
    expect(turns.held?.transcript).toBe('good day');
    expect(told(turns.hear(turn('Good day.', 0, { ...ended, turn_is_formatted: true }), same))).toEqual([
      'turn-end 0 Good day.',
    ]);
    turns.hear(turn('and on', 300, { ...ended, turn_order: 1 }), same);
    expect(told(turns.release())).toEqual(['turn-end 1 and on']);
    expect(turns.release()).toEqual([]);
  });

  it('ends a turn that the next one replaces', () => {
    const turns = new Turns(false);
    turns.hear(turn('good'), same);
    expect(told(turns.hear(turn('day', 300, { turn_order: 1 }), same))).toEqual([
      'turn-end 0 good',
      'speech-start',
      'turn-delta 1 day',
    ]);
  });

  it('tells no turn in which nothing was said, and says once that speech has begun', () => {
    const turns = new Turns(false);
    expect(turns.hear(turn('', 0, ended), same)).toEqual([]);
    expect(told(turns.hearStart({}, 10))).toEqual(['speech-start']);
    expect(turns.hearStart({}, 11)).toEqual([]);
    expect(told(turns.hear(turn('good', 0, { turn_order: 1 }), same))).toEqual(['turn-delta 1 good']);
  });
});

describe('over connections', () => {
  it('turns are counted on, though nothing was said before, and no time moves', () => {
    const turns = new Turns(false);
    turns.hear(turn('', 0, ended));
    turns.detach(0);
    expect(told(turns.hear(turn('good')))).toEqual(['speech-start', 'turn-delta 1 good']);
  });

  it('an open turn is heard again, under its own number, with times that go on', () => {
    const turns = new Turns(false);
    turns.hear(turn('good day', 0, ended), same);
    turns.hear(turn('how are', 400, { turn_order: 1 }), same);
    expect(turns.detach(200)).toEqual([]);
    expect(turns.finalMs).toBe(200);
    const heard = turns.hear(turn('how are you', 200, ended), (ms) => ms + 200);
    expect(told(heard)).toEqual(['turn-end 1 how are you']);
    expect(heard[0]).toMatchObject({ words: [{ start: 400 }, { start: 500 }, { end: 700 }] });
  });

  it('words that were final already are not heard twice', () => {
    const turns = new Turns(false);
    turns.hear(turn('good day', 0, ended), same);
    turns.detach(0);
    expect(told(turns.hear(turn('day how', 100, ended), same))).toEqual(['speech-start', 'turn-end 1 how']);
  });

  it('words whose audio is gone are kept', () => {
    const turns = new Turns(false);
    turns.hear(turn('how are you'), same);
    turns.detach(150);
    expect(turns.finalMs).toBe(100);
    expect(told(turns.hear(turn('are you', 100, ended), same))).toEqual(['turn-end 0 how are you']);
  });

  it('and are told at the end, although nothing more comes', () => {
    const turns = new Turns(false);
    turns.hear(turn('how are you'), same);
    turns.detach(300);
    expect(told(turns.finish())).toEqual(['turn-end 0 how are you']);
    expect(turns.finish()).toEqual([]);
  });
});
