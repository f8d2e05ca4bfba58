import { Fragment, type ReactNode } from 'react'
import { Details } from '../ui/details.tsx'
import { foldOf } from './fold.ts'

/** What one agency leaves for months does not stand between others and what needs them tonight: the first few, and the rest behind a count. */
export function Folded<T>({
  of,
  rest,
  children,
}: {
  of: readonly T[]
  /** What is folded: «41 more flags». */
  rest: (count: number) => string
  children: (shown: readonly T[]) => ReactNode
}) {
  const { first, folded } = foldOf(of)
  return (
    <>
      {children(first)}
      {folded.length > 0 && (
        <Details summary={rest(folded.length)}>
          <Fragment>{children(folded)}</Fragment>
        </Details>
      )}
    </>
  )
}
