import type { Question } from "../assessment/question.ts";
import type { Block, TocEntry } from "./block.ts";
import type { LessonFrontMatter, ModuleFrontMatter } from "./front-matter.ts";

export type Lesson = LessonFrontMatter & {
  /** Slug of the module it belongs to. */
  module: string;
  slug: string;
  /** "module/lesson": what progress is kept under. */
  id: string;
  /** From the file name, 1-based. */
  number: number;
  file: string;
  blocks: readonly Block[];
  toc: readonly TocEntry[];
  /** Words of prose. */
  words: number;
};

export type CourseModule = ModuleFrontMatter & {
  slug: string;
  file: string;
  /** One paragraph of introduction, as HTML. */
  introduction: string;
  lessons: readonly Lesson[];
};

/** What the product is made of, parsed once at start. Drafts are not in it. */
export type Catalog = {
  /** In their order. */
  modules: readonly CourseModule[];
  questions: readonly Question[];
};

export function findLesson(
  catalog: Catalog,
  moduleSlug: string,
  lessonSlug: string,
): Lesson | undefined {
  return findModule(catalog, moduleSlug)?.lessons.find((lesson) => lesson.slug === lessonSlug);
}

/** A part of a lesson, and where it is read. */
export type Passage = { lesson: string; title: string; heading: string | null; href: string };

/** What "module/lesson#heading" names; nothing when the lesson is not published any more. */
export function findPassage(catalog: Catalog, reference: string): Passage | undefined {
  const [path = "", anchor] = reference.split("#");
  const [moduleSlug = "", lessonSlug = ""] = path.split("/");
  const lesson = findLesson(catalog, moduleSlug, lessonSlug);
  if (!lesson) return undefined;
  const heading = lesson.toc.find(({ id }) => id === anchor);
  const href = `/learn/${path}${heading ? `#${heading.id}` : ""}`;
  return { lesson: lesson.id, title: lesson.title, heading: heading?.text ?? null, href };
}

export function findModule(catalog: Catalog, slug: string): CourseModule | undefined {
  return catalog.modules.find((module) => module.slug === slug);
}
