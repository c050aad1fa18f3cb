import { type ListKeyOptions, RecordManager, type UpdateOptions } from '@langchain/core/indexing';

interface Kept {
  readonly atMs: number;
  readonly group: string | null;
}

/** Remembers what was indexed; time goes on by one at each question. */
export class MemoryRecordManager extends RecordManager {
  override lc_namespace = ['earmark', 'test'];
  readonly #kept = new Map<string, Kept>();
  #now = 0;

  async createSchema(): Promise<void> {}

  async getTime(): Promise<number> {
    this.#now += 1;
    return this.#now;
  }

  async update(keys: string[], { groupIds = [] }: UpdateOptions = {}): Promise<void> {
    const atMs = await this.getTime();
    keys.forEach((key, at) => this.#kept.set(key, { atMs, group: groupIds[at] ?? this.#kept.get(key)?.group ?? null }));
  }

  async exists(keys: string[]): Promise<boolean[]> {
    return keys.map((key) => this.#kept.has(key));
  }

  async listKeys({ before = Number.POSITIVE_INFINITY, groupIds, limit }: ListKeyOptions = {}): Promise<string[]> {
    const found = [...this.#kept].filter(
      ([, { atMs, group }]) => atMs < before && (groupIds === undefined || groupIds.includes(group)),
    );
    return found.map(([key]) => key).slice(0, limit);
  }

  async deleteKeys(keys: string[]): Promise<void> {
    for (const key of keys) this.#kept.delete(key);
  }
}
