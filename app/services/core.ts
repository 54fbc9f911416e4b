/** What every service may need of time and luck; tests pass fixed ones. */
export type Clock = { now(): Date };
export type Ids = { next(): string; token(): string };
