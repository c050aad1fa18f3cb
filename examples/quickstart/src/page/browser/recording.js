// @ts-check

/**
 * Gives the player its embedded recording. A Blob answers range reads, so seeking works; a data: URL may not.
 * The data stays in the document, so that saving the page from the browser keeps the recording.
 * @param {HTMLAudioElement} audio
 */
export function loadRecording(audio) {
  const data = document.querySelector('#recording-data');
  if (!(data instanceof HTMLElement)) return;
  const binary = atob(data.textContent ?? '');
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  audio.src = URL.createObjectURL(new Blob([bytes], { type: data.dataset['type'] ?? '' }));
}

/**
 * @param {HTMLAudioElement} audio
 * @param {Element | null} place
 */
export function reportProblems(audio, place) {
  const report = () => {
    if (!place) return;
    place.textContent = audio.src.startsWith('blob:')
      ? 'This browser cannot play the recording. The transcript is complete.'
      : 'The recording could not be loaded. Is its file still where it was?';
  };
  audio.addEventListener('error', report);
  if (audio.error) report();
}
