import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  courseSettings,
  lessonStandard,
  type LessonStandard,
} from "#app/domain/content/lint-lesson.ts";
import type { Problem } from "#app/domain/content/problem.ts";
import { parseYaml } from "./front-matter.ts";

export type ReadSettings = { lessons: LessonStandard; problems: Problem[] };

/** content/settings/course.yaml; without it the standard is the default. @param shown The folder as problems name it. */
export function readSettings(contentDir: string, shown: string): ReadSettings {
  const path = join(contentDir, "settings", "course.yaml");
  if (!existsSync(path)) return { lessons: lessonStandard.parse({}), problems: [] };
  const source = { file: `${shown}/settings/course.yaml`, text: readFileSync(path, "utf8") };
  const { located, problems } = parseYaml(source, courseSettings, 0);
  return { lessons: located?.data.lessons ?? lessonStandard.parse({}), problems };
}
