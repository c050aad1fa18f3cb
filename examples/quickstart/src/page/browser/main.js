// @ts-check
import { createCitations } from './citation.js';
import { createFollower } from './follow.js';
import { listenToKeys } from './keyboard.js';
import { loadRecording, reportProblems } from './recording.js';
import { createHighlight, readWords } from './words.js';

const audio = /** @type {HTMLAudioElement} */ (document.querySelector('#recording'));
const player = /** @type {HTMLElement} */ (document.querySelector('.player'));
const back = /** @type {HTMLElement} */ (document.querySelector('#back'));

const words = readWords();
const highlight = createHighlight(words);
const follower = createFollower(player);
const citations = createCitations(audio, words);
/** @type {HTMLElement | undefined} */
let lastCitation;
let frame = 0;

function update() {
  const time = audio.currentTime * 1000;
  citations.keepToPassage(time);
  const word = highlight(time);
  if (word && !audio.paused) follower.follow(word);
}

function updateWhilePlaying() {
  cancelAnimationFrame(frame);
  if (audio.paused) return;
  update();
  frame = requestAnimationFrame(updateWhilePlaying);
}

/** @param {HTMLElement} element */
function seekTo(element) {
  audio.currentTime = Number(element.dataset['start']) / 1000;
  update();
}

/** @param {HTMLElement} button */
function playCitation(button) {
  const firstWord = citations.cite(button);
  update();
  if (firstWord) follower.reveal(firstWord);
  lastCitation = button;
  back.hidden = false;
}

/** @param {MouseEvent} event */
function onClick(event) {
  const target = event.target instanceof Element ? event.target.closest('[data-start]') : null;
  if (!(target instanceof HTMLElement)) return;
  if (target.matches('[data-citation]')) playCitation(target);
  else if (target.matches('button')) {
    seekTo(target);
    audio.play().catch(() => {});
  } else if (getSelection()?.isCollapsed !== false) seekTo(target);
}

document.addEventListener('click', onClick);
back.addEventListener('click', () => {
  back.hidden = true;
  lastCitation?.scrollIntoView({ block: 'center' });
  lastCitation?.focus({ preventScroll: true });
});
audio.addEventListener('play', updateWhilePlaying);
// Frames stop while the page is in the background; these events do not.
for (const event of ['timeupdate', 'seeking', 'seeked', 'pause']) audio.addEventListener(event, update);

reportProblems(audio, document.querySelector('#audio-problem'));
loadRecording(audio);
listenToKeys(audio);
