import type { MyWork } from '@alongside/shared/work/contract'
import type { ReactNode } from 'react'

/** What of my work is a list: what waits for me. */
export type WorkList = Exclude<
  { [Name in keyof MyWork]: MyWork[Name] extends readonly unknown[] ? Name : never }[keyof MyWork],
  'names'
>

/** What waits without a clock, and has grown for months where nobody looks: after everything else, each folded behind its count. */
export const whenThereIsTime: readonly WorkList[] = ['minutesToAcknowledge', 'flagsAsked', 'outcomesAsked']

/** How a domain shows those lists that are its own; asked only where something waits. */
export type Shown<Name extends WorkList = WorkList> = { [N in Name]: (waiting: MyWork[N]) => ReactNode }
