import { answersIn } from "./answer-lines.ts";
import { optionLetter, type Item, type ItemsCheck } from "./checks.ts";
import { failed, type Grader, onDefault, passed } from "./grader.ts";

/** Letters by question, as plain data. */
type Answers = ReadonlyArray<readonly [id: string, letters: readonly string[]]>;

/** Embedded questions: what was chosen stands in the text, see answer-lines.ts. */
export const itemsGrader: Grader<ItemsCheck, Answers> = {
  looksAt: (_, situation) => onDefault(situation),
  reference: "none",
  observe: async (_, { text }) => [...answersIn(text)],
  judge({ items }, evidence) {
    const answers = new Map(evidence[0]?.mine);
    for (const item of items) {
      const complaint = complaintAbout(item, answers.get(item.id) ?? []);
      if (complaint !== null) return failed(complaint);
    }
    return passed(items.length === 1 ? "Answered rightly." : "All answered rightly.");
  },
};

/** Says why a chosen option is wrong, and never which one is right. */
function complaintAbout({ id, options }: Item, chosen: readonly string[]): string | null {
  if (chosen.length === 0) return `The question “${id}” is not answered yet.`;
  const lettered = options.map((option, at) => ({ ...option, letter: optionLetter(at) }));
  const unknown = chosen.find((letter) => !lettered.some((option) => option.letter === letter));
  if (unknown !== undefined) return `The question “${id}” has no option ${unknown}.`;
  const wrong = lettered.find(({ letter, right }) => chosen.includes(letter) && !right);
  if (wrong !== undefined)
    return `The question “${id}”: not option ${wrong.letter}. ${wrong.why ?? ""}`.trimEnd();
  return lettered.some(({ letter, right }) => right && !chosen.includes(letter))
    ? `The question “${id}”: what is chosen is right, but it is not all.`
    : null;
}
