/** One thing wrong in a content file, worded so that an author can mend it without asking. */
export type Problem = {
  /** Path from the project root, with forward slashes. */
  file: string;
  /** 1-based. */
  line: number;
  message: string;
  fix: string;
};

/** A parsed file that remembers where each front-matter value stands. */
export type Located<T> = {
  file: string;
  data: T;
  /** Line of a front-matter key, e.g. lineOf("summary", 2); line 1 when the key is absent. */
  lineOf(...path: Array<string | number>): number;
};

export function compareProblems(a: Problem, b: Problem): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line;
}

/** A folder that was named and is not there; `holds` says what belongs into it. */
export function missingFolder(folder: string, holds: string): Problem {
  return {
    file: folder,
    line: 1,
    message: `There is no folder ${folder}.`,
    fix: `Name the folder that holds ${holds}.`,
  };
}
