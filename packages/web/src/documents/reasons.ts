import { type DocumentKind, whyNotRead } from '@alongside/shared/documents/rules'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { problems } from '@alongside/shared/problems'
import { reasonOf } from '../sending/reason.ts'

/** Why one may not read this document of the meeting, make a copy of it, or ask to release one; undefined when one may. */
export function whyNotReadWords(kind: DocumentKind, meeting: Meeting): string | undefined {
  const refused = whyNotRead(kind, meeting)
  return refused === 'document.not_yet' ? problems[refused].fix : reasonOf(refused)
}
