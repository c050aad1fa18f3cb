// @ts-check

/** @typedef {import('./words.js').TimedWord} TimedWord */
/** @typedef {{ button: HTMLElement, start: number, end: number, stops: boolean, words: HTMLElement[] }} Passage */

const LEEWAY = 750;

/**
 * Plays one cited passage at a time.
 * @param {HTMLAudioElement} audio
 * @param {TimedWord[]} words
 */
export function createCitations(audio, words) {
  /** @type {Passage | undefined} */
  let passage;

  function leave() {
    passage?.button.removeAttribute('data-active');
    passage?.words.forEach((word) => word.classList.remove('cited'));
    passage = undefined;
  }

  /**
   * Seeks to a passage, plays it, and answers its first word.
   * Only playback that a citation started stops at the passage's end.
   * @param {HTMLElement} button
   */
  function cite(button) {
    const stops = audio.paused || (passage?.stops ?? false);
    leave();
    const next = readPassage(button, words, stops);
    passage = next;
    button.setAttribute('data-active', '');
    next.words.forEach((word) => word.classList.add('cited'));
    audio.currentTime = next.start / 1000;
    audio.play().catch(() => (next.stops = false));
    return next.words[0];
  }

  /** @param {number} time */
  function keepToPassage(time) {
    if (!passage || audio.seeking) return;
    if (passage.stops && time >= passage.end) audio.pause();
    else if (time < passage.start - LEEWAY || time > passage.end + LEEWAY) leave();
  }

  // From a pause or a seek of the listener's own on, playback is theirs.
  audio.addEventListener('pause', () => passage && (passage.stops = false));
  audio.addEventListener('seeking', () => {
    const moved = passage && Math.abs(audio.currentTime * 1000 - passage.start) > 250;
    if (passage && moved) passage.stops = false;
  });

  return { cite, keepToPassage };
}

/**
 * @param {HTMLElement} button
 * @param {TimedWord[]} words
 * @param {boolean} stops
 * @returns {Passage}
 */
function readPassage(button, words, stops) {
  const start = Number(button.dataset['start']);
  const end = Number(button.dataset['end']);
  const inside = words.filter((word) => word.start < end && word.end > start);
  return { button, start, end, stops: stops && end > start, words: inside.map((word) => word.element) };
}
