/**
 * Built-in functions, taken before any learner code runs. What must stay true whatever the learner
 * patches (encoding the answer, describing an error) uses only these and plain syntax.
 */
export const apply = Reflect.apply;
export const ownKeys = Object.keys;
export const isArray = Array.isArray;
export const prototypeOf = Object.getPrototypeOf;
export const quote = JSON.stringify as (text: string) => string;
export const parseJson = JSON.parse as (text: string) => unknown;
export const isFiniteNumber = Number.isFinite;
export const PromiseOfHost = Promise;
export const RealDate = Date;

const datePrototype = Date.prototype;
const dateToIso = Date.prototype.toISOString;
const dateTime = Date.prototype.getTime;
const sliceText = String.prototype.slice;
const callableToText = Function.prototype.toString;

export function isDate(value: object): value is Date {
  return prototypeOf(value) === datePrototype;
}

/** ISO text of a date, null for an invalid one. */
export function isoOf(date: Date): string | null {
  return isFiniteNumber(apply(dateTime, date, [])) ? apply(dateToIso, date, []) : null;
}

export function cut(text: string, length: number): string {
  return apply(sliceText, text, [0, length]) as string;
}

export function sourceOf(callable: Function): string {
  return apply(callableToText, callable, []) as string;
}
