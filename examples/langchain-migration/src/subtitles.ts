import { AudioSubtitleLoader } from '@earmark/langchain';

const audioUrl = process.argv[2] ?? 'https://example.org/meeting.mp3';
const baseUrl = process.env['ASSEMBLYAI_BASE_URL'] ?? 'https://api.assemblyai.com';

const loader = new AudioSubtitleLoader({ audio_url: audioUrl }, 'srt', { apiKey: 'any-key', baseUrl });
const docs = await loader.load();
console.log(JSON.stringify(docs));
