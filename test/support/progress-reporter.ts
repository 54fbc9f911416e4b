import { relative } from "node:path";
import type { Reporter, TestModule } from "vitest/node";

/**
 * One line when a file begins and one when it ends, so that a log that stops says which file it
 * stopped in. Failures in full are the default reporter's part.
 */
export default class ProgressReporter implements Reporter {
  private readonly began = new Map<string, number>();

  onTestModuleStart(module: TestModule): void {
    this.began.set(module.moduleId, performance.now());
    print("..  ", module, "");
  }

  onTestModuleEnd(module: TestModule): void {
    const seconds = (performance.now() - (this.began.get(module.moduleId) ?? Number.NaN)) / 1000;
    const failed = module.state() === "failed";
    print(failed ? "FAIL" : "ok  ", module, ` (${seconds.toFixed(1)} s)`);
  }
}

function print(mark: string, { moduleId }: TestModule, rest: string): void {
  process.stdout.write(`${mark} ${relative(process.cwd(), moduleId)}${rest}\n`);
}
