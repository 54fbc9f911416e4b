export type StubFile = { name: string; text: string };

/** "slow-word-search" → "Slow word search" */
function titleOf(slug: string): string {
  const words = slug.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A single-choice question whose key is proven by execution. */
export function questionStub(slug: string): StubFile[] {
  const text = `---
kind: single            # single | multiple | numeric | ordering | matching | short-text | plan-node | code-lines
topic: index-types      # what is asked about, as a slug
objectives: [write-efficient-queries]
lessons: []             # at most two places that teach it: module/lesson or module/lesson#heading
difficulty: 2           # 1 (everyone) to 5 (few)
points: 1
draft: true             # remove this line when the question may be drawn for an examination
---

Describe a situation in which a decision is needed, then ask for the decision. Show the table, the plan or the code that the decision is about:

\`\`\`sql
select id, title from analysis_results where user_id = 105;
\`\`\`

Which index makes this query read the fewest blocks?

- [x] An index on \`user_id\`

  Say why this is right: it finds the rows of one user directly.

- [ ] An index on \`title\`

  Say why somebody would choose it, and why it does not help here.

- [ ] No index, since the table is small

  Every wrong option is a mistake that people really make.

## Explanation

Say what the question is about beyond its options: the principle, and how one recognises the next case.

\`\`\`sql verify
create index by_user on analysis_results (user_id);
create index by_title on analysis_results (title);
select not planwise_has_node('select id, title from analysis_results where user_id = 105', 'Seq Scan');
\`\`\`
`;
  return [{ name: `${slug}.md`, text }];
}

/** An SQL exercise that proves itself: starter fails, solution passes, the wrong answer fails on its check. */
export function exerciseStub(slug: string): StubFile[] {
  const task = `---
title: ${titleOf(slug)}
kind: sql                  # sql | typescript
engines: [pglite]          # add pg-mem in front when the solution runs there as well
dataset: hallucifix-small  # a folder of exercises/_datasets
module: query-optimization
objectives: [write-efficient-queries]
difficulty: 1
minutes: 10
hints:
  - A nudge; which question should they ask themselves?
  - The idea, without the code.
  - Nearly there; which clause, on which column?
checks:
  - { id: rows, type: rows, order: any, names: exact, variants: [default] }
---
Say who needs what, and why, in the words of the person who asks. Then say what the result must look like.

Return \`id\` and \`email\` of the users whose \`status\` is \`suspended\`.

## What is graded
- **rows**: exactly these columns and rows, in any order.
`;
  return [
    { name: "exercise.md", text: task },
    {
      name: "starter.sql",
      text: "-- Runs, but returns every user.\nselect id, email\n  from users;\n",
    },
    {
      name: "solution.sql",
      text: "select id, email\n  from users\n where status = 'suspended';\n",
    },
    {
      name: "wrong/rows--deleted-users-too.sql",
      text: "-- Takes everybody who is not active.\nselect id, email\n  from users\n where status <> 'active';\n",
    },
  ];
}

/** A draft module: one lesson that holds every special block once. */
export function moduleStub(slug: string, order: number): StubFile[] {
  const module = `---
title: ${titleOf(slug)}
order: ${order}
minutes: 30
summary: Say in one sentence what one can do after this module.
objectives: [write-efficient-queries]
draft: true   # remove this line when learners may see the module
---

One paragraph: which trouble brings people here, and what they will be able to do about it.
`;
  return [
    { name: "module.md", text: module },
    { name: "01-first-lesson.md", text: lessonStub },
    { name: "figures/first-lesson.svg", text: figureStub },
  ];
}

const lessonStub = `---
title: First lesson
question: Which question does a developer really have before reading this?
minutes: 30
objectives: [write-efficient-queries]
exercises: []
dataset: hallucifix
summary:
  - The first thing to keep, as a full sentence.
  - The second thing to keep, as a full sentence.
  - The third thing to keep, as a full sentence.
  - The fourth thing to keep, as a full sentence.
  - The fifth thing to keep, as a full sentence.
draft: true   # remove this line when the lesson is complete
---

Open with the situation behind the question. Learners read 1,200 to 2,500 words here.

## What happens now

\`\`\`sql live id=now expect-node="Seq Scan"
explain (analyze, buffers, timing off)
select id, title from analysis_results where user_id = 105;
\`\`\`

:::try{title="Change the user"}
Say what to change in the block above, and what to look for.
:::

::figure{src="first-lesson.svg" alt="Say in words what the drawing shows." caption="Say what to see in it."}

## What to do about it

\`\`\`sql live id=index expect-no-node="Seq Scan" expect-max-blocks=30
create index by_user on analysis_results (user_id);
explain (analyze, buffers, timing off)
select id, title from analysis_results where user_id = 105;
\`\`\`

\`\`\`sql live id=compare needs=index expect-rows=1
select count(*) from analysis_results where user_id = 105;
\`\`\`

:::production{title="The mistake people make"}
Name it, and say how it shows: which number moves, which message appears.
:::

:::quiz{id="first-check"}
Ask for a decision about what was just explained.

- [x] The right decision
  Why it is right.
- [ ] A decision people make
  Why it is wrong.
:::

:::quiz{id="second-check"}
Ask another one, further on.

- [ ] A decision people make
  Why it is wrong.
- [x] The right decision
  Why it is right.
:::
`;

const figureStub = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 160" font-family="var(--font-ui)">
  <rect x="20" y="30" width="300" height="100" rx="4" fill="var(--fig-surface)" stroke="var(--fig-line)"/>
  <text x="44" y="86" font-size="18" fill="var(--fig-ink)">before</text>
  <path d="M340 80h40" stroke="var(--fig-muted)" stroke-width="2"/>
  <rect x="400" y="30" width="300" height="100" rx="4" fill="var(--fig-accent-soft)" stroke="var(--fig-accent)"/>
  <text x="424" y="86" font-size="18" fill="var(--fig-ink)">after</text>
</svg>
`;
