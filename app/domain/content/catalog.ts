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

export function findModule(catalog: Catalog, slug: string): CourseModule | undefined {
  return catalog.modules.find((module) => module.slug === slug);
}
