import type { PublicQuestion, QuestionKind } from "#app/domain/assessment/question.ts";
import type { Response } from "#app/domain/assessment/response.ts";
import { ChoiceInput } from "./choice-input.tsx";
import { LineInput } from "./line-input.tsx";
import { MatchInput } from "./match-input.tsx";
import { OrderInput } from "./order-input.tsx";
import { TextInput } from "./text-input.tsx";

export type ItemInputProps<K extends QuestionKind> = {
  question: Extract<PublicQuestion, { kind: K }>;
  given: Response | undefined;
  onAnswer(given: Response): void;
};

/** How each kind of question is answered. */
export function ItemInput({ question, ...rest }: ItemInputProps<QuestionKind>) {
  switch (question.kind) {
    case "single":
    case "multiple":
      return <ChoiceInput key={question.id} question={question} {...rest} />;
    case "numeric":
    case "short-text":
      return <TextInput key={question.id} question={question} {...rest} />;
    case "ordering":
      return <OrderInput key={question.id} question={question} {...rest} />;
    case "matching":
      return <MatchInput key={question.id} question={question} {...rest} />;
    case "plan-node":
    case "code-lines":
      return <LineInput key={question.id} question={question} {...rest} />;
    default:
      return question satisfies never;
  }
}
