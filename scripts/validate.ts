// Runs the steps of validate-steps.ts one after the other, all of them whatever happens, and ends
// with the one line that CI reads.
import { spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listSteps, type Step } from "./validate-steps.ts";

// A pipe that nobody reads holds 64 kB and then stops whoever writes: without a terminal little is printed.
const LOGS = "test-results/logs";
const SHOWN_OF_A_LOG = 8_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const REPORTERS = [
  "--reporter=default",
  "--reporter=./test/support/progress-reporter.ts",
  "--reporter=json",
];

interface Count {
  passed: number;
  failed: number;
}

const reports = mkdtempSync(join(tmpdir(), "planwise-validate-"));
mkdirSync(LOGS, { recursive: true });
const total: Count = { passed: 0, failed: 0 };
const failures: string[] = [];
for (const step of chosenSteps(process.argv.slice(2))) {
  const began = performance.now();
  const count = await runStep(step);
  total.passed += count.passed;
  total.failed += count.failed;
  if (count.failed > 0) failures.push(step.name);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const detail = step.counts === "tests" ? `${count.passed} passed, ${count.failed} failed, ` : "";
  process.stdout.write(
    `${count.failed === 0 ? "ok  " : "FAIL"} ${step.name} (${detail}${seconds} s)\n`,
  );
}
rmSync(reports, { recursive: true });
if (failures.length > 0) process.stdout.write(`\nFailed: ${failures.join(", ")}\n`);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

function chosenSteps(names: string[]): Step[] {
  const all = listSteps();
  const unknown = names.filter((name) => !all.some((step) => step.name === name));
  if (unknown.length > 0) {
    process.stderr.write(
      `No such step: ${unknown.join(", ")}. Steps: ${all.map((step) => step.name).join(", ")}.\n`,
    );
    process.exit(2);
  }
  return names.length === 0 ? all : all.filter((step) => names.includes(step.name));
}

async function runStep(step: Step): Promise<Count> {
  process.stdout.write(`\n==> ${step.name}\n`);
  const report = join(reports, `${step.name}.json`);
  const extra = step.counts === "tests" ? [...REPORTERS, `--outputFile.json=${report}`] : [];
  const log = join(LOGS, `${step.name}.log`);
  rmSync(log, { force: true });
  for (const command of step.commands) {
    const [program = "", ...args] = [...command, ...extra];
    const status = await runProgram(program, args, step.minutes, log);
    if (status !== 0) showEnd(log);
    if (step.counts === "tests") return countTests(report, status);
    if (status !== 0) return { passed: 0, failed: 1 };
  }
  return { passed: 1, failed: 0 };
}

/** Its exit status. Somebody who watches sees everything; otherwise it goes to the step's log. */
function runProgram(
  program: string,
  args: string[],
  minutes: number,
  log: string,
): Promise<number> {
  const output = process.stdout.isTTY ? "inherit" : openSync(log, "a");
  // In a group of its own, so that a step that hangs is ended with everything it started.
  const child = spawn(program, args, { stdio: ["ignore", output, output], detached: true });
  const endGroup = () => process.kill(-(child.pid ?? Number.NaN), "SIGKILL");
  const stop = () => {
    endGroup();
    process.exit(1);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  const limit = setTimeout(() => {
    process.stdout.write(
      `${program} did not end within ${minutes} minutes and was stopped. A file that began (..) and has neither ok nor FAIL was running.\n`,
    );
    endGroup();
  }, minutes * 60_000);
  return new Promise<number>((resolve) => {
    child.once("error", (error) => {
      process.stdout.write(`${program}: ${error.message}\n`);
      resolve(1);
    });
    child.once("exit", (code) => resolve(code ?? 1));
  }).finally(() => {
    clearTimeout(limit);
    for (const signal of SIGNALS) process.off(signal, stop);
    if (output !== "inherit") closeSync(output);
  });
}

/** The end of what a step printed, where it says what is wrong. */
function showEnd(log: string): void {
  if (!existsSync(log)) return;
  const text = readFileSync(log, "utf8");
  const end = text.slice(-SHOWN_OF_A_LOG);
  process.stdout.write(end.length < text.length ? `[…] all of it is in ${log}\n${end}\n` : end);
}

// A file that cannot even be loaded has no test that failed, and a run can fail outside any test:
// both count as a failure, and so does a run without a report.
function countTests(report: string, status: number): Count {
  const result = readReport(report);
  if (result === null) return { passed: 0, failed: 1 };
  const broken = result.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  const failed = result.numFailedTests + broken;
  return { passed: result.numPassedTests, failed: status !== 0 && failed === 0 ? 1 : failed };
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

function readReport(path: string): VitestReport | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as VitestReport;
  } catch {
    return null;
  }
}
