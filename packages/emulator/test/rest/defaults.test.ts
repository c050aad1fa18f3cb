import { describe, expect, it } from 'vitest';
import { melody, toWav } from '../wav.ts';
import { engineThatHears, start } from '../world.ts';

const wav = toWav([melody(1, 16_000, 1)], 16_000);

// https://www.assemblyai.com/docs/api-reference/transcripts/get
const keys = `
  id status audio_url text words utterances confidence audio_duration audio_channels language_code language_confidence
  language_detection language_confidence_threshold language_detection_options language_codes
  language_detection_results speech_models speech_model speech_model_used punctuate format_text disfluencies
  filter_profanity multichannel speaker_labels speakers_expected speaker_options prompt keyterms_prompt temperature
  remove_audio_tags domain custom_spelling audio_start_from audio_end_at speech_threshold chapters summary summary_type
  summary_model auto_highlights auto_highlights_result content_safety content_safety_labels iab_categories
  iab_categories_result sentiment_analysis sentiment_analysis_results entity_detection entities redact_pii
  redact_pii_policies redact_pii_sub redact_pii_audio redact_pii_audio_quality translated_texts speech_understanding
  webhook_url webhook_auth webhook_auth_header_name webhook_status_code throttled language_model acoustic_model
  auto_chapters summarization custom_topics topics word_boost boost_param dual_channel speed_boost
`
  .trim()
  .split(/\s+/);

async function create(params: object = {}) {
  const { client } = await start({ engine: engineThatHears({}) });
  const created = await client.create({ audio_url: await client.upload(wav), ...params });
  return { created, ended: await client.wait(created.id) };
}

describe('a transcript has every key of the API,', () => {
  it('from the first answer on, null or false where nobody asked', async () => {
    const { created, ended } = await create();
    for (const transcript of [created, ended]) expect(Object.keys(transcript)).toEqual(expect.arrayContaining(keys));
    const { speech_models, punctuate, format_text, language_code, remove_audio_tags } = created;
    expect([punctuate, format_text, language_code, remove_audio_tags]).toEqual([true, true, 'en_us', 'all']);
    expect(speech_models).toEqual(['universal-3-5-pro', 'universal-2']);
    const said = 'id status audio_url speech_models punctuate format_text language_code remove_audio_tags';
    const others = keys.filter((key) => !`${said} language_model acoustic_model topics word_boost`.includes(key));
    expect(others.filter((key) => created[key] !== null && created[key] !== false)).toEqual([]);
  });

  it('and no others where it is not deleted, redacted or failed', async () => {
    const { ended } = await create();
    for (const key of ['error', 'unredacted_text', 'metadata', 'webhook_auth_header_value', 'project', 'params']) {
      expect(ended).not.toHaveProperty(key);
    }
  });
});

describe('a transcript says', () => {
  it('en_us for en', async () => {
    const { created, ended } = await create({ language_code: 'en' });
    expect([created['language_code'], ended['language_code']]).toEqual(['en_us', 'en_us']);
  });

  it.each(['en_uk', 'es', 'de_ch'])('%s for itself', async (language_code) => {
    const { created, ended } = await create({ language_code });
    expect([created['language_code'], ended['language_code']]).toEqual([language_code, language_code]);
  });

  it('its default for what was sent as null', async () => {
    const { created } = await create({ language_code: null, speech_models: null, summary_type: null });
    expect(created).toMatchObject({ language_code: 'en_us', speech_models: ['universal-3-5-pro', 'universal-2'] });
  });

  it('no language before it is detected', async () => {
    const { created, ended } = await create({ language_detection: true });
    expect([created['language_code'], ended['language_code']]).toEqual([null, 'en_us']);
  });

  it('en_us where it must not detect and was not told', async () => {
    const { created } = await create({ language_detection: false });
    expect(created).toMatchObject({ language_detection: false, language_code: 'en_us' });
  });

  it.each<[params: object, used: string]>([
    [{}, 'universal-3-5-pro'],
    [{ speech_models: ['universal-2'] }, 'universal-2'],
    [{ speech_model: 'slam-1' }, 'slam-1'],
    [{ speech_models: ['universal-3-pro', 'universal-2'] }, 'universal-3-pro'],
  ])('which model ran, once it has: %j', async (params, used) => {
    const { created, ended } = await create(params);
    expect([created['speech_model_used'], ended['speech_model_used']]).toEqual([null, used]);
    expect(ended).toMatchObject(params);
  });

  it('what a feature does by default, where it is on', async () => {
    const on = { summarization: true, redact_pii: true, redact_pii_audio: true, content_safety: true };
    expect((await create(on)).created).toMatchObject({
      summary_model: 'informative',
      summary_type: 'bullets',
      redact_pii_sub: 'hash',
      redact_pii_audio_quality: 'mp3',
      content_safety_confidence: 50,
    });
  });

  it('what it was asked in the words of earlier years', async () => {
    const legacy = { word_boost: ['a'], boost_param: 'high', dual_channel: true, topics: ['b'], custom_topics: true };
    expect((await create(legacy)).ended).toMatchObject(legacy);
  });

  it('nothing that its request made up about its results', async () => {
    const forged = { error: 'no', metadata: { a: 1 }, unredacted_text: 'b', entities: [1], webhook_status_code: 200 };
    const { ended } = await create({ ...forged, throttled: true });
    expect(ended).toMatchObject({ status: 'completed', entities: null, webhook_status_code: null, throttled: false });
    for (const key of ['error', 'metadata', 'unredacted_text']) expect(ended).not.toHaveProperty(key);
  });
});
