import { type ProblemCode, problems } from '@alongside/shared/problems'

/** What a rule’s refusal says beside the button that asked it; undefined when the rule lets it. */
export const reasonOf = (refused: ProblemCode | null): string | undefined =>
  refused ? problems[refused].title : undefined
