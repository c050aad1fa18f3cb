// @ts-check

const PATIENCE = 5000;
const SCROLL_TIME = 1000;

/**
 * Keeps the spoken word in view, unless the reader has scrolled by hand lately.
 * @param {HTMLElement} player the bar that covers the top of the page
 */
export function createFollower(player) {
  const stillness = matchMedia('(prefers-reduced-motion: reduce)');
  let scrolledByHand = -Infinity;
  let scrollingUntil = 0;

  const byHand = () => {
    scrolledByHand = performance.now();
    scrollingUntil = 0;
  };
  addEventListener('wheel', byHand, { passive: true });
  addEventListener('touchmove', byHand, { passive: true });
  // Scrollbars and scroll keys show only as scrolling that the follower did not start.
  addEventListener('scroll', () => performance.now() > scrollingUntil && byHand(), { passive: true });

  /** @param {HTMLElement} element */
  function reveal(element) {
    const covered = player.getBoundingClientRect().bottom;
    const top = scrollY + element.getBoundingClientRect().top - covered - (innerHeight - covered) / 4;
    scrolledByHand = -Infinity;
    scrollingUntil = performance.now() + SCROLL_TIME;
    scrollTo({ top, behavior: stillness.matches ? 'instant' : 'smooth' });
  }

  /** @param {HTMLElement} element */
  function follow(element) {
    const now = performance.now();
    if (now < scrollingUntil || now - scrolledByHand < PATIENCE) return;
    const { top, bottom } = element.getBoundingClientRect();
    if (top < player.getBoundingClientRect().bottom + 16 || bottom > innerHeight * 0.85) reveal(element);
  }

  return { reveal, follow };
}
