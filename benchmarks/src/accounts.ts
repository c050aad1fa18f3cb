/** A job that is done at a time known from the start. */
interface Job {
  readonly id: string;
  readonly audioUrl: string;
  readonly endedMs: number;
}

/** The jobs of one key, and how often it asked about them. */
export interface Account {
  /** The job takes as many milliseconds as its audio's name says: `http://audio/1500.mp3`. */
  create(audioUrl: string): object;
  get(id: string): object;
  /** The newest 200. */
  list(): object;
  looks(): number;
  forget(): string;
}

export function createAccounts(): { of(key: string): Account } {
  const accounts = new Map<string, Account>();
  return {
    of(key) {
      const known = accounts.get(key) ?? createAccount();
      accounts.set(key, known);
      return known;
    },
  };
}

function createAccount(): Account {
  const jobs = new Map<string, Job>();
  let looks = 0;
  return {
    create(audioUrl) {
      const id = crypto.randomUUID();
      const endedMs = Date.now() + Number(/(\d+)\.mp3$/.exec(audioUrl)?.[1]);
      jobs.set(id, { id, audioUrl, endedMs });
      return { id, status: 'queued', audio_url: audioUrl };
    },
    get(id) {
      looks += 1;
      const job = jobs.get(id);
      return job === undefined
        ? { error: 'Transcript lookup error, transcript id not found' }
        : { ...told(job), text: 'Hello.' };
    },
    list() {
      looks += 1;
      const newest = [...jobs.values()].toReversed().slice(0, 200);
      return { page_details: { limit: 200, result_count: newest.length }, transcripts: newest.map(told) };
    },
    looks: () => looks,
    forget() {
      looks = 0;
      return 'null';
    },
  };
}

function told({ id, audioUrl, endedMs }: Job): object {
  const done = Date.now() >= endedMs;
  const status = done ? 'completed' : 'processing';
  return { id, status, audio_url: audioUrl, resource_url: `/v2/transcript/${id}`, ended_ms: endedMs };
}
