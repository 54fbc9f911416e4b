import type { CourseModule, Lesson } from "./catalog.ts";
import type { LessonFrontMatter, ModuleFrontMatter } from "./front-matter.ts";
import type { Located, Problem } from "./problem.ts";

export type SourceLink = { file: string; line: number; href: string };

export type CourseSources = {
  modules: ReadonlyArray<{ module: CourseModule; source: Located<ModuleFrontMatter> }>;
  lessons: ReadonlyArray<{ lesson: Lesson; source: Located<LessonFrontMatter> }>;
  links: readonly SourceLink[];
  /** Slugs of exercises that exist; null while they are unknown, when they are not checked. */
  exercises: ReadonlySet<string> | null;
};

/** Rules that need more than one file: sums, duplicates, links. */
export function lintCourse(course: CourseSources): Problem[] {
  return [
    ...course.modules.flatMap(({ module, source }) => lintModule(module, source)),
    ...lintOrders(course),
    ...course.lessons.flatMap(({ lesson, source }) => lintLessonLinks(course, lesson, source)),
    ...lintDoubleLessons(course),
    ...course.links.flatMap((link) => lintLink(course, link)),
  ];
}

function lintModule(module: CourseModule, source: Located<ModuleFrontMatter>): Problem[] {
  const { file, lineOf } = source;
  const problems: Problem[] = [];
  const sum = module.lessons.reduce((minutes, lesson) => minutes + lesson.minutes, 0);
  if (module.lessons.length === 0) {
    problems.push({
      file,
      line: 1,
      message: "The module has no lessons.",
      fix: "Add a file 01-name.md beside module.md.",
    });
  } else if (sum !== module.minutes) {
    problems.push({
      file,
      line: lineOf("minutes"),
      message: `The module says ${module.minutes} minutes, but its lessons add up to ${sum}.`,
      fix: "Correct the module's minutes or a lesson's.",
    });
  }
  const taught = new Set(module.lessons.flatMap((lesson) => lesson.objectives));
  for (const [index, objective] of module.objectives.entries()) {
    if (module.lessons.length > 0 && !taught.has(objective)) {
      problems.push({
        file,
        line: lineOf("objectives", index),
        message: `No lesson of the module serves the objective "${objective}".`,
        fix: "Add it to a lesson's objectives, or remove it here.",
      });
    }
  }
  return problems;
}

function lintOrders({ modules }: CourseSources): Problem[] {
  const seen = new Map<number, string>();
  const problems: Problem[] = [];
  for (const { module, source } of modules) {
    const earlier = seen.get(module.order);
    if (earlier) {
      problems.push({
        file: source.file,
        line: source.lineOf("order"),
        message: `Order ${module.order} is already taken by ${earlier}.`,
        fix: "Give each module its own place.",
      });
    }
    seen.set(module.order, module.slug);
  }
  return problems;
}

function lintLessonLinks(
  { modules, exercises }: CourseSources,
  lesson: Lesson,
  { file, lineOf }: Located<LessonFrontMatter>,
): Problem[] {
  const problems: Problem[] = [];
  for (const [index, slug] of lesson.exercises.entries()) {
    if (exercises && !exercises.has(slug)) {
      problems.push({
        file,
        line: lineOf("exercises", index),
        message: `The exercise "${slug}" does not exist.`,
        fix: `Exercises: ${list(exercises)}.`,
      });
    }
  }
  const module = modules.find((entry) => entry.module.slug === lesson.module)?.module;
  for (const [index, objective] of lesson.objectives.entries()) {
    if (module && !module.objectives.includes(objective)) {
      problems.push({
        file,
        line: lineOf("objectives", index),
        message: `The module does not list the objective "${objective}".`,
        fix: "Add it to the objectives in module.md, or remove it here.",
      });
    }
  }
  return problems;
}

function lintDoubleLessons({ lessons }: CourseSources): Problem[] {
  const problems: Problem[] = [];
  const seen = new Map<string, string>();
  for (const { lesson } of lessons) {
    const earlier = seen.get(lesson.id);
    if (earlier) {
      problems.push({
        file: lesson.file,
        line: 1,
        message: `The lesson "${lesson.slug}" exists twice in the module, also as ${earlier}.`,
        fix: "Rename one of the files.",
      });
    }
    seen.set(lesson.id, lesson.file);
  }
  return problems;
}

/** Pages that exist besides lessons and exercises. */
const otherPages = /^\/(?:$|(?:learn|lab|assess|certificates?|progress|onboarding|reference)\/?$)/;

function lintLink(course: CourseSources, { file, line, href }: SourceLink): Problem[] {
  const broken = (message: string, fix: string): Problem[] => [{ file, line, message, fix }];
  if (/^(?:https?:\/\/[^\s/]+|mailto:\S+@)/.test(href)) return [];
  const [path = "", anchor] = href.split("#");
  const here = course.lessons.find(({ lesson }) => lesson.file === file)?.lesson;
  if (path === "") {
    if (here?.toc.some(({ id }) => id === anchor)) return [];
    return broken(
      `The link #${anchor} leads to no heading of this file.`,
      `Headings: ${list(here?.toc.map(({ id }) => id) ?? [])}.`,
    );
  }
  const learn = /^\/learn\/([^/]+)(?:\/([^/]+))?$/.exec(path);
  if (learn) return lintLearnLink(course, learn[1] ?? "", learn[2], anchor, broken);
  const exercise = /^\/lab\/([^/]+)$/.exec(path)?.[1];
  if (exercise !== undefined) {
    return !course.exercises || course.exercises.has(exercise)
      ? []
      : broken(
          `The exercise "${exercise}" does not exist.`,
          `Exercises: ${list(course.exercises)}.`,
        );
  }
  if (otherPages.test(path)) return [];
  return broken(
    `The link "${href}" leads nowhere.`,
    "Link to /learn/<module>/<lesson>, /lab/<exercise>, #heading, or an https address.",
  );
}

function lintLearnLink(
  course: CourseSources,
  moduleSlug: string,
  lessonSlug: string | undefined,
  anchor: string | undefined,
  broken: (message: string, fix: string) => Problem[],
): Problem[] {
  const module = course.modules.find((entry) => entry.module.slug === moduleSlug)?.module;
  if (!module) {
    const known = course.modules.map((entry) => entry.module.slug);
    return broken(`The module "${moduleSlug}" does not exist.`, `Modules: ${list(known)}.`);
  }
  if (lessonSlug === undefined) return [];
  const lesson = module.lessons.find((lesson) => lesson.slug === lessonSlug);
  if (!lesson) {
    return broken(
      `The lesson "${moduleSlug}/${lessonSlug}" does not exist.`,
      `Its lessons: ${list(module.lessons.map(({ slug }) => slug))}.`,
    );
  }
  if (anchor !== undefined && !lesson.toc.some(({ id }) => id === anchor)) {
    return broken(
      `The lesson "${lesson.id}" has no heading #${anchor}.`,
      `Headings: ${list(lesson.toc.map(({ id }) => id))}.`,
    );
  }
  return [];
}

function list(names: Iterable<string>): string {
  return [...names].join(", ") || "none";
}
