const absent = 0;
const none = 1;
const first = 2;
const most = 256;

/** The few strings that many words share, each as a byte: 0 for an absent one, 1 for `null`. */
export class Names {
  readonly #list: string[] = [];
  readonly #codes = new Map<string, number>();
  /** Codes of names of one ASCII character. */
  readonly #letters = new Uint8Array(128);

  /** The code of a name, or -1 when it is no name or there are too many of them. */
  codeOf(name: unknown): number {
    if (name === undefined) return absent;
    if (name === null) return none;
    if (typeof name !== 'string') return -1;
    return this.#codes.get(name) ?? this.#add(name);
  }

  /** The code of a name of one ASCII character. */
  codeOfLetter(byte: number): number {
    const code = this.#letters[byte] ?? absent;
    return code === absent ? this.codeOf(String.fromCharCode(byte)) : code;
  }

  nameOf(code: number): string | null | undefined {
    if (code === absent) return undefined;
    return code === none ? null : this.#list[code - first];
  }

  #add(name: string): number {
    const code = this.#list.length + first;
    if (code >= most) return -1;
    this.#list.push(name);
    this.#codes.set(name, code);
    const letter = name.charCodeAt(0);
    if (name.length === 1 && letter < 128) this.#letters[letter] = code;
    return code;
  }
}
