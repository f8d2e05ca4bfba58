import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProblemError } from '../client.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Loading } from '../ui/loading.tsx'
import { Page } from '../ui/page.tsx'
import { refusalWords } from './refused.tsx'

type Props<T> = {
  read: UseQueryResult<T>
  /** "Loading the case" */
  label: string
  lines?: number
  children: (data: T) => ReactNode
}

/** What was asked for, once it is here; until then its place, or why it does not come. Stale data stays in view. */
export function Awaited<T>({ read, label, lines, children }: Props<T>) {
  if (read.data !== undefined) {
    return (
      <>
        {read.error && <Unanswered error={read.error} retry={() => void read.refetch()} />}
        {children(read.data)}
      </>
    )
  }
  if (read.error) return <Unanswered error={read.error} retry={() => void read.refetch()} />
  return <Loading label={label} {...(lines === undefined ? {} : { lines })} />
}

/** The same for a whole page, whose title and heading hang on what comes. */
export function AwaitedPage<T>({ title, ...awaited }: Props<T> & { title: string }) {
  if (awaited.read.data !== undefined || !awaited.read.error) return <Awaited {...awaited} />
  return (
    <Page title={title} heading={refusalWords(awaited.read.error).title}>
      <Awaited {...awaited} />
    </Page>
  )
}

function Unanswered({ error, retry }: { error: Error; retry: () => void }) {
  const { title, description } = refusalWords(error)
  const final = error instanceof ProblemError && error.problem.status < 500
  return (
    <>
      <Alert variant={final ? 'information' : 'warning'} title={title} heading={description !== undefined}>
        {description}
      </Alert>
      {!final && (
        <Button type="button" variant="secondary" onClick={retry}>
          Try again
        </Button>
      )}
    </>
  )
}
