import { describe, expect, it } from 'vitest';
import { toLanguage } from '../../src/results/language.ts';

describe('the language', () => {
  it('is the one of the request, or else the one that was heard', () => {
    const languages = [{ language_code: 'es' }, { language_code: 'en' }, { language_code: null }, {}];
    const codes = languages.map((params) => toLanguage('de', {}, params).results['language_code']);
    expect(codes).toEqual(['es', 'en_us', 'de', 'de']);
  });

  it('is as sure as the fixture says, where it was to be detected', () => {
    const asked = { language_detection: true };
    const sure = toLanguage('de', { language_confidence: 0.9 }, asked);
    expect(sure).toEqual({ results: { language_code: 'de', language_confidence: 0.9 }, warnings: [] });
    const unsure = toLanguage('de', {}, asked);
    expect(unsure.results).toEqual({ language_code: 'de', language_confidence: null });
    expect(unsure.warnings).toEqual([expect.stringMatching(/^language_confidence is unavailable/)]);
  });

  it('fails the job when it is less sure than wanted', () => {
    const asked = { language_detection: true, language_confidence_threshold: 0.4 };
    expect(() => toLanguage('bg', { language_confidence: 0.2949 }, asked)).toThrow(
      "detected language 'bg', confidence 0.2949, is below the requested confidence threshold value of '0.4'",
    );
    expect(() => toLanguage('bg', { language_confidence: 0.4 }, asked)).not.toThrow();
  });
});
