import { Scanner } from "./scanner.ts";

/** `columns="id","name"` and `on_conflict=user_id,day` */
export function parseColumnList(what: string, text: string): string[] {
  const scanner = new Scanner(what, text);
  if (scanner.done) return [];
  const names: string[] = [];
  do names.push(scanner.name());
  while (scanner.eat(","));
  if (!scanner.done) throw scanner.failure('"," or end of input');
  return names;
}
