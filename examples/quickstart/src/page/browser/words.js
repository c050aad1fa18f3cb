// @ts-check

/** @typedef {{ start: number, end: number, element: HTMLElement, turn: HTMLElement | null }} TimedWord */

// Bridges the short silences between words, so that the highlight does not flicker.
const HOLD = 300;

/**
 * Every word of the transcript by its start: speakers may overlap, so page order is not time order.
 * @returns {TimedWord[]}
 */
export function readWords() {
  /** @type {NodeListOf<HTMLElement>} */
  const elements = document.querySelectorAll('.speech > [data-start]');
  const words = Array.from(elements, (element) => ({
    start: Number(element.dataset['start']),
    end: Number(element.dataset['end']),
    element,
    turn: ownerOf(element),
  }));
  return words.toSorted((one, other) => one.start - other.start);
}

/**
 * @param {HTMLElement} element
 * @returns {HTMLElement | null}
 */
function ownerOf(element) {
  return element.closest('.turn');
}

/**
 * The last word that has started by a time, found by halving.
 * @param {TimedWord[]} words
 * @param {number} time
 */
export function wordStartedBy(words, time) {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((words[middle]?.start ?? Infinity) <= time) low = middle + 1;
    else high = middle;
  }
  return words[low - 1];
}

/**
 * Returns a function that lights up the word and the turn at a time and answers the newly lit word, if any.
 * @param {TimedWord[]} words
 */
export function createHighlight(words) {
  /** @type {HTMLElement | undefined} */
  let litWord;
  /** @type {HTMLElement | undefined} */
  let litTurn;
  /** @param {number} time */
  return function highlight(time) {
    const word = wordStartedBy(words, time);
    const turn = word?.turn ?? undefined;
    if (turn !== litTurn) {
      litTurn?.removeAttribute('aria-current');
      turn?.setAttribute('aria-current', 'true');
      litTurn = turn;
    }
    const element = word && time < word.end + HOLD ? word.element : undefined;
    if (element === litWord) return undefined;
    litWord?.classList.remove('spoken');
    element?.classList.add('spoken');
    litWord = element;
    return element;
  };
}
