import { Command } from "commander";
import { registerCheck } from "./commands/check.ts";
import { registerDoctor } from "./commands/doctor.ts";
import { registerGrade } from "./commands/grade.ts";
import { registerNew } from "./commands/new.ts";
import { registerProve } from "./commands/prove.ts";
import { registerUser } from "./commands/user.ts";

const program = new Command("planwise")
  .description("Work with Planwise from the command line.")
  .showHelpAfterError("Add --help to see what can be written here.");
registerCheck(program);
registerProve(program);
registerGrade(program);
registerNew(program);
registerUser(program);
registerDoctor(program);
await program.parseAsync();
