import { Command } from "commander";
import { registerCheck } from "./commands/check.ts";

const program = new Command("planwise").description("Work with Planwise from the command line.");
registerCheck(program);
await program.parseAsync();
