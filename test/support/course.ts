import type { Question } from "#app/domain/assessment/question.ts";
import type { Course } from "#app/domain/content/course.ts";
import type { Exercise } from "#app/domain/exercise/exercise.ts";

/** Planted in everything a learner must not see before an attempt is closed. */
export const canary = "canary-4b1d";

const sections = [
  { slug: "schema", title: "Schema", count: 3 },
  { slug: "monitoring", title: "Monitoring", count: 1 },
  { slug: "best-practices", title: "Best practices", count: 1 },
];

/** A single-choice question whose right option has the id "right". */
function question(section: string, name: string): Question {
  return {
    kind: "single",
    id: `basic/${section}/${name}`,
    version: "v1",
    assessment: "basic",
    section,
    points: 1,
    stem: `<p>Which index serves the ${name} query?</p>`,
    topic: "index-types",
    objectives: ["write-efficient-queries"],
    lessons: [],
    difficulty: 2,
    dataset: "hallucifix",
    explanation: `<p>${canary} explanation of ${name}</p>`,
    options: [
      { id: "right", html: `<p>A <code>btree</code> &amp; more</p>`, correct: true, why: canary },
      { id: "wrong", html: "<p>A hash index</p>", correct: false, why: canary },
      { id: "other", html: "<p>None</p>", correct: false, why: canary },
    ],
  };
}

function exercise(slug: string, title: string, practical?: "px-1" | "px-2"): Exercise {
  return {
    slug,
    title,
    version: `${slug}-v2`,
    kind: "sql",
    engines: ["pglite"],
    dataset: "hallucifix",
    clock: "2026-01-15T12:00:00.000Z",
    clocks: {},
    module: "fundamentals",
    objectives: ["write-efficient-queries"],
    difficulty: 2,
    minutes: 15,
    ...(practical ? { practical } : {}),
    hints: ["Look.", "Closer.", "Here."],
    checks: [
      {
        id: "rows",
        type: "rows",
        order: "any",
        keys: [],
        names: "exact",
        tolerance: 0,
        variants: ["default"],
      },
    ],
    task: "Do it.",
    starter: "select 1",
    solutions: [{ file: "solution.sql", text: `select '${canary}'` }],
    wrong: [],
    setup: null,
    inputs: {},
  };
}

/** A small course of our own for tests: five questions, three exercises, DOC, a path of four steps. */
export const smallCourse: Course = {
  modules: [
    {
      slug: "fundamentals",
      file: "content/modules/fundamentals/module.md",
      title: "Fundamentals",
      order: 1,
      minutes: 60,
      draft: false,
      summary: "The basics.",
      objectives: ["understand-architecture"],
      introduction: "<p>Read this first.</p>",
      lessons: ["first-plan", "first-index"].map((slug, index) => ({
        module: "fundamentals",
        slug,
        id: `fundamentals/${slug}`,
        number: index + 1,
        file: `content/modules/fundamentals/0${index + 1}-${slug}.md`,
        title: slug === "first-plan" ? "Your first plan" : "Your first index",
        question: "Why?",
        minutes: 30,
        objectives: ["understand-architecture"],
        exercises: [],
        dataset: "hallucifix",
        summary: ["a", "b", "c", "d", "e"],
        blocks: [],
        toc: [],
        words: 1500,
        draft: false,
      })),
    },
  ],
  questions: sections.flatMap(({ slug, count }) =>
    Array.from({ length: count }, (_, index) => question(slug, `${slug}-${index + 1}`)),
  ),
  exercises: [
    exercise("slow-report", "Slow report", "px-1"),
    exercise("slow-dashboard", "Slow dashboard", "px-2"),
    exercise("two-pages", "Two pages"),
  ],
  assessments: [
    {
      slug: "basic",
      title: "Basic assessment",
      intro: "<p>Five questions.</p>",
      sections,
      minutes: 30,
      passMark: 80,
      retakeHours: 0,
    },
  ],
  certifications: [
    {
      slug: "doc",
      title: "Database Optimization Certified",
      short: "DOC",
      order: 1,
      about: "<p>About.</p>",
      requirements: [
        {
          type: "assessment",
          id: "DOC-R1",
          text: "Pass the Basic assessment.",
          assessment: "basic",
          passMark: 80,
        },
        {
          type: "practicals",
          id: "DOC-R2",
          text: "Complete two practicals.",
          count: 2,
          of: ["px-1", "px-2", "px-3"],
        },
      ],
      validityMonths: 12,
      renewal: [{ id: "DOC-N1", text: "Pass again." }],
      privileges: [{ id: "review", text: "Review changes." }],
    },
  ],
  onboarding: {
    title: "First days",
    about: "<p>Four steps.</p>",
    weeks: [
      {
        title: "Week 1",
        items: [
          {
            id: "ONB-1.1",
            text: "Read the fundamentals.",
            evidence: [{ type: "module", module: "fundamentals" }],
            confirmedBy: "your instructor",
          },
          {
            id: "ONB-1.2",
            text: "Solve two pages.",
            evidence: [{ type: "exercise", exercise: "two-pages" }],
            confirmedBy: "your instructor",
          },
          { id: "ONB-1.3", text: "Connect.", evidence: [], confirmedBy: "your instructor" },
          {
            id: "ONB-1.4",
            text: "Look over a shoulder.",
            evidence: [],
            confirmedBy: "a colleague",
          },
        ],
      },
    ],
  },
};
