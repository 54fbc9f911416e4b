// Prints the measured ratios of the product: `npm run bench`. Ratios of one run, because absolute
// times differ from machine to machine and from hour to hour.
import { measureAnswerSaves } from "./bench/answer-saves.ts";
import { startServer } from "./bench/server.ts";

const wanted = process.argv.slice(2);
const includes = (name: string) => wanted.length === 0 || wanted.includes(name);

function line(name: string, text: string): void {
  console.log(`${name.padEnd(34)} ${text}`);
}

const server = await startServer();
try {
  if (includes("saves")) {
    const { planwise, bare } = await measureAnswerSaves(server);
    const words = (one: typeof bare) =>
      `${one.perSecond.toFixed(0)}/s, median ${one.p50.toFixed(1)} ms, p99 ${one.p99.toFixed(1)} ms, ${one.failed} failed`;
    line("saved answers", words(planwise));
    line("bare Node and pg insert", words(bare));
    line(
      "saves over bare",
      `${(planwise.perSecond / bare.perSecond).toFixed(2)} (goal at least 0.25)`,
    );
  }
} finally {
  await server.stop();
}
