import { expect, test } from "vitest";
import { gather } from "#app/data/gather.server.ts";

/** Asks whose answers the test gives, one batch at a time. */
function asked(limits: { most: number; together: number }) {
  const batches: { keys: readonly number[]; settle: PromiseWithResolvers<(number | Error)[]> }[] =
    [];
  const loader = gather<number, number>((keys) => {
    const settle = Promise.withResolvers<(number | Error)[]>();
    batches.push({ keys, settle });
    return settle.promise;
  }, limits);
  const answer = (at: number) => batches[at]?.settle.resolve([...(batches[at]?.keys ?? [])]);
  return { load: (key: number) => loader.load(key), batches, answer };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("what is wanted at the same moment is asked for in one go", async () => {
  const { load, batches, answer } = asked({ most: 1, together: 10 });
  const wanted = [1, 2, 2, 3].map(load);
  await turn();
  expect(batches.map(({ keys }) => keys)).toEqual([[1, 2, 2, 3]]);
  answer(0);
  expect(await Promise.all(wanted)).toEqual([1, 2, 2, 3]);
});

test("what comes while enough is under way goes with the next batch, as soon as one is back", async () => {
  const { load, batches, answer } = asked({ most: 2, together: 10 });
  const first = load(1);
  await turn();
  const second = load(2);
  await turn();
  const later = [load(3)];
  await turn();
  later.push(load(4));
  await turn();
  expect(batches.map(({ keys }) => keys)).toEqual([[1], [2]]);
  answer(1);
  await second;
  await turn();
  expect(batches.map(({ keys }) => keys)).toEqual([[1], [2], [3, 4]]);
  answer(0);
  answer(2);
  expect(await Promise.all([first, ...later])).toEqual([1, 3, 4]);
});

test("a batch holds no more than it may, and everybody is answered", async () => {
  const { load, batches, answer } = asked({ most: 1, together: 2 });
  const wanted = [1, 2, 3, 4, 5].map(load);
  for (let at = 0; at < 3; at += 1) {
    await turn();
    answer(at);
    await turn();
  }
  expect(await Promise.all(wanted)).toEqual([1, 2, 3, 4, 5]);
  expect(Math.max(...batches.map(({ keys }) => keys.length))).toBe(2);
});

test("nobody is forgotten when more wait than fit into the next batch", async () => {
  const { load, batches, answer } = asked({ most: 1, together: 2 });
  const wanted = [load(1)];
  await turn();
  wanted.push(...[2, 3, 4, 5, 6].map(load));
  await turn();
  for (let at = 0; at < 4; at += 1) {
    expect(batches).toHaveLength(at + 1);
    answer(at);
    await turn();
  }
  expect(batches.map(({ keys }) => keys)).toEqual([[1], [2, 3], [4, 5], [6]]);
  expect(await Promise.all(wanted)).toEqual([1, 2, 3, 4, 5, 6]);
});

test("a batch that fails fails for those in it, and the next is asked", async () => {
  const { load, batches, answer } = asked({ most: 1, together: 10 });
  const lost = load(1);
  await turn();
  const next = load(2);
  batches[0]?.settle.reject(new Error("the connection was lost"));
  await expect(lost).rejects.toThrow("the connection was lost");
  await turn();
  answer(1);
  expect(await next).toBe(2);
});

test("nothing is remembered", async () => {
  const { load, batches, answer } = asked({ most: 1, together: 10 });
  for (let at = 0; at < 2; at += 1) {
    const wanted = load(7);
    await turn();
    answer(at);
    await wanted;
  }
  expect(batches).toHaveLength(2);
});
