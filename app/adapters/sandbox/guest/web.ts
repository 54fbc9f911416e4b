/**
 * The parts of URL, URLSearchParams and Headers that the supabase client uses; QuickJS has none.
 * They follow the WHATWG behaviour for absolute http(s) addresses.
 */
export class GuestSearchParams {
  #pairs: Array<[string, string]> = [];

  constructor(init: unknown = "") {
    if (typeof init === "string") this.#parse(init.startsWith("?") ? init.slice(1) : init);
    else if (init instanceof GuestSearchParams) this.#pairs = [...init.#pairs];
    else if (Array.isArray(init)) this.#pairs = init.map(([key, value]) => [`${key}`, `${value}`]);
    else if (typeof init === "object" && init !== null) {
      this.#pairs = Object.entries(init).map(([key, value]) => [key, `${value}`]);
    }
  }

  #parse(query: string): void {
    for (const part of query.split("&")) {
      if (part === "") continue;
      const [key = "", ...rest] = part.split("=");
      this.#pairs.push([decodeForm(key), decodeForm(rest.join("="))]);
    }
  }

  append(key: string, value: unknown): void {
    this.#pairs.push([`${key}`, `${value}`]);
  }
  set(key: string, value: unknown): void {
    const at = this.#pairs.findIndex(([name]) => name === key);
    if (at < 0) return this.append(key, value);
    this.#pairs[at] = [key, `${value}`];
    this.#pairs = this.#pairs.filter(([name], index) => name !== key || index === at);
  }
  get(key: string): string | null {
    return this.#pairs.find(([name]) => name === key)?.[1] ?? null;
  }
  getAll(key: string): string[] {
    return this.#pairs.filter(([name]) => name === key).map(([, value]) => value);
  }
  has(key: string): boolean {
    return this.#pairs.some(([name]) => name === key);
  }
  delete(key: string): void {
    this.#pairs = this.#pairs.filter(([name]) => name !== key);
  }
  forEach(visit: (value: string, key: string) => void): void {
    for (const [key, value] of this.#pairs) visit(value, key);
  }
  keys(): IterableIterator<string> {
    return this.#pairs.map(([key]) => key)[Symbol.iterator]();
  }
  entries(): IterableIterator<[string, string]> {
    return this.#pairs.map(([key, value]): [string, string] => [key, value])[Symbol.iterator]();
  }
  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
  toString(): string {
    return this.#pairs.map(([key, value]) => `${encodeForm(key)}=${encodeForm(value)}`).join("&");
  }
}

const urlPattern = /^(https?:)\/\/([^/?#]+)([^?#]*)(\?[^#]*)?(#.*)?$/i;

export class GuestUrl {
  readonly protocol: string;
  readonly host: string;
  readonly pathname: string;
  readonly hash: string;
  readonly searchParams: GuestSearchParams;

  constructor(address: unknown, base?: unknown) {
    const text = `${address}`;
    const parts =
      urlPattern.exec(text) ?? urlPattern.exec(base === undefined ? "" : `${base}${text}`);
    if (parts === null) throw new TypeError(`Invalid URL: ${text}`);
    this.protocol = (parts[1] ?? "").toLowerCase();
    this.host = (parts[2] ?? "").toLowerCase();
    this.pathname = encodePath(parts[3] || "/");
    this.hash = parts[5] ?? "";
    this.searchParams = new GuestSearchParams(parts[4] ?? "");
  }

  get origin(): string {
    return `${this.protocol}//${this.host}`;
  }
  get search(): string {
    const query = this.searchParams.toString();
    return query === "" ? "" : `?${query}`;
  }
  get href(): string {
    return this.origin + this.pathname + this.search + this.hash;
  }
  toString(): string {
    return this.href;
  }
  toJSON(): string {
    return this.href;
  }
}

export class GuestHeaders {
  #values: Record<string, string> = Object.create(null);

  constructor(init?: unknown) {
    if (init instanceof GuestHeaders) init.forEach((value, key) => this.set(key, value));
    else if (Array.isArray(init)) for (const [key, value] of init) this.append(key, value);
    else if (typeof init === "object" && init !== null) {
      for (const [key, value] of Object.entries(init)) this.append(key, value);
    }
  }

  get(key: string): string | null {
    return this.#values[key.toLowerCase()] ?? null;
  }
  has(key: string): boolean {
    return key.toLowerCase() in this.#values;
  }
  set(key: string, value: unknown): void {
    this.#values[key.toLowerCase()] = `${value}`.trim();
  }
  append(key: string, value: unknown): void {
    const before = this.get(key);
    this.set(key, before === null ? value : `${before}, ${value}`);
  }
  delete(key: string): void {
    delete this.#values[key.toLowerCase()];
  }
  forEach(visit: (value: string, key: string) => void): void {
    for (const key of Object.keys(this.#values).sort()) visit(this.#values[key] ?? "", key);
  }
  entries(): IterableIterator<[string, string]> {
    const pairs: Array<[string, string]> = [];
    this.forEach((value, key) => pairs.push([key, value]));
    return pairs[Symbol.iterator]();
  }
  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
}

function encodeForm(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/%20/g, "+")
    .replace(/[!'()~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text;
  }
}

/** Escapes what a path must not hold raw and leaves existing escapes alone. */
function encodePath(path: string): string {
  return encodeURI(path.toWellFormed()).replace(/%25([0-9a-f]{2})/gi, "%$1");
}
