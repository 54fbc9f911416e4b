import { languages, Range, type editor } from "monaco-editor/editor";
import type { SchemaTable } from "#app/domain/exercise/schema.ts";

/** Completes tables and columns of the exercise's data; after "table." or an alias only its columns. */
export function schemaCompletion(
  model: editor.ITextModel,
  tables: () => readonly SchemaTable[],
): languages.CompletionItemProvider {
  return {
    triggerCharacters: ["."],
    provideCompletionItems(asked, position) {
      if (asked !== model) return { suggestions: [] };
      const word = model.getWordUntilPosition(position);
      const range = new Range(
        position.lineNumber,
        word.startColumn,
        position.lineNumber,
        word.endColumn,
      );
      const before = model.getLineContent(position.lineNumber).slice(0, word.startColumn - 1);
      const qualifier = /(\w+)\.$/.exec(before)?.[1];
      const found = qualifier
        ? tables().filter((table) => table.name === tableOf(qualifier, model.getValue()))
        : tables();
      const columns = found.flatMap((table) =>
        table.columns.map((column) => ({
          label: { label: column.name, description: table.name },
          insertText: column.name,
          kind: languages.CompletionItemKind.Field,
          detail: column.type ?? "",
          range,
        })),
      );
      const names = qualifier
        ? []
        : found.map((table) => ({
            label: { label: table.name, description: table.kind },
            insertText: table.name,
            kind: languages.CompletionItemKind.Struct,
            range,
          }));
      return { suggestions: [...names, ...dedupe(columns)] };
    },
  };
}

/** "u" stands for users in "from users u". */
function tableOf(qualifier: string, text: string): string {
  const alias = new RegExp(
    `\\b(?:from|join|update|into|,)\\s+(\\w+)\\s+(?:as\\s+)?${qualifier}\\b`,
    "i",
  );
  return alias.exec(text)?.[1] ?? qualifier;
}

function dedupe<T extends { insertText: string; label: { description: string } }>(items: T[]): T[] {
  const byName = new Map<string, T>();
  for (const item of items) {
    const first = byName.get(item.insertText);
    if (first) first.label.description += `, ${item.label.description}`;
    else byName.set(item.insertText, item);
  }
  return [...byName.values()];
}
