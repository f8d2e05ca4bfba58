import type { MyWork } from '@alongside/shared/work/contract'
import type { ReactNode } from 'react'

/** What of my work is a list: what waits for me. */
export type WorkList = {
  [Name in keyof MyWork]: MyWork[Name] extends readonly unknown[] ? Name : never
}[keyof MyWork]

/** How a domain shows those lists that are its own; asked only where something waits. */
export type Shown<Name extends WorkList = WorkList> = { [N in Name]: (waiting: MyWork[N]) => ReactNode }
