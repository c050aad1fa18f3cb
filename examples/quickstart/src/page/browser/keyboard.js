// @ts-check

const STEP = 5;

/**
 * Space or K plays and pauses; J and L, or the arrow keys, move by five seconds.
 * Controls keep the keys that mean something to them; letters mean nothing to the buttons of this page.
 * @param {HTMLAudioElement} audio
 */
export function listenToKeys(audio) {
  const toggle = () => (audio.paused ? void audio.play().catch(() => {}) : audio.pause());
  /** @param {number} seconds */
  const move = (seconds) => {
    const last = Number.isFinite(audio.duration) ? audio.duration : Infinity;
    audio.currentTime = Math.min(Math.max(audio.currentTime + seconds, 0), last);
  };
  /** @type {Record<string, () => void>} */
  const letters = { k: toggle, j: () => move(-STEP), l: () => move(STEP) };
  /** @type {Record<string, () => void>} */
  const others = { ' ': toggle, arrowleft: () => move(-STEP), arrowright: () => move(STEP) };

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented) return;
    const inControl = event.target instanceof Element && event.target.closest('a, button, audio') !== null;
    const key = event.key.toLowerCase();
    const action = letters[key] ?? (inControl ? undefined : others[key]);
    if (!action || (event.repeat && action === toggle)) return;
    event.preventDefault();
    action();
  });
}
