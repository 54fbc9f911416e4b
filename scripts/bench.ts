// Prints the measured ratios of the product: `npm run bench`. Ratios of one run, because absolute
// times differ from machine to machine and from hour to hour.
import { measureAnswerSaves, signIn } from "./bench/answer-saves.ts";
import { measureLabSpeed } from "./bench/lab-speed.ts";
import { measurePageWeight } from "./bench/page-weight.ts";
import { measureServerGrades } from "./bench/server-grades.ts";
import { startServer } from "./bench/server.ts";

const wanted = process.argv.slice(2);
const includes = (name: string) => wanted.length === 0 || wanted.includes(name);

function line(name: string, text: string): void {
  console.log(`${name.padEnd(34)} ${text}`);
}

const server = await startServer();
try {
  if (includes("page")) {
    const cookie = await signIn(server.origin, "learner@demo.planwise.dev", "planwise-demo");
    const { lessonKb, minimumKb, moreKb } = await measurePageWeight((path) =>
      fetch(server.origin + path, { headers: { cookie } }),
    );
    line("JavaScript of a lesson (gzip)", `${lessonKb.toFixed(1)} kB`);
    line("the framework's own minimum", `${minimumKb.toFixed(1)} kB`);
    line("lesson over minimum", `${moreKb.toFixed(1)} kB more (goal at most 25)`);
  }
  if (includes("lab")) {
    const cookie = await signIn(server.origin, "learner@demo.planwise.dev", "planwise-demo");
    for (const { engine, exercise, open, run } of await measureLabSpeed(server, cookie)) {
      const more = run.page - run.engine;
      line(
        `lab page open, ${engine}`,
        `first result after ${open.page.toFixed(0)} ms (${exercise})`,
      );
      line(`bare page open, ${engine}`, `first result after ${open.bare.toFixed(0)} ms`);
      line("open over bare", `${(open.page / open.bare).toFixed(2)} (goal at most 1.25)`);
      line(
        "Run until shown over engine",
        `${(run.page / run.engine).toFixed(2)}, ${more.toFixed(1)} ms more (goal at most 1.2, or 16 ms more)`,
      );
    }
  }
  if (includes("grades")) {
    const grades = await measureServerGrades();
    for (const { slug, medianMs } of grades.exercises)
      line(`grade ${slug}`, `${medianMs.toFixed(0)} ms`);
    line(
      "server grades, first solutions",
      `median ${grades.medianMs.toFixed(0)} ms, p95 ${grades.p95Ms.toFixed(0)} ms, ${grades.perMinute.toFixed(0)} per minute`,
    );
  }
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
