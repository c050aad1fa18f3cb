/** Cuts a text where a stop sequence begins; undefined where none is in it. */
export function cutAtStop(text: string, stop: readonly string[]): string | undefined {
  const places = stop.filter((sequence) => sequence !== '').map((sequence) => text.indexOf(sequence));
  const first = Math.min(...places.filter((at) => at !== -1));
  return Number.isFinite(first) ? text.slice(0, first) : undefined;
}

/** Text that comes in pieces, of which no stop sequence is let through, however it is torn. */
export interface StopGate {
  /** Takes a piece, and returns what may be said by now. */
  say(piece: string): string;
  /** Returns what was held back, once nothing more will come. */
  rest(): string;
  readonly isShut: boolean;
}

export function createStopGate(stop: readonly string[]): StopGate {
  let held = '';
  let isShut = false;
  return {
    say(piece) {
      const text = held + piece;
      const cut = cutAtStop(text, stop);
      isShut = cut !== undefined;
      held = isShut ? '' : endThatMayStop(text, stop);
      return cut ?? text.slice(0, text.length - held.length);
    },
    rest() {
      const text = held;
      held = '';
      return text;
    },
    get isShut() {
      return isShut;
    },
  };
}

// The longest end of the text that is the beginning of a stop sequence.
function endThatMayStop(text: string, stop: readonly string[]): string {
  const longest = Math.max(0, ...stop.map((sequence) => sequence.length - 1));
  for (let length = Math.min(longest, text.length); length > 0; length -= 1) {
    const end = text.slice(-length);
    if (stop.some((sequence) => sequence.startsWith(end))) return end;
  }
  return '';
}
