import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { isProblem, ProblemError } from '../client/transport.ts'
import { NotFoundPage } from '../layouts/not-found-page.tsx'
import { paths } from '../paths.ts'
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

/**
 * What was asked for, once it is here; until then its place, or why it does not come. What was read stays in view when
 * a later reading finds no answer, but not when it is refused: who may no longer see a case no longer does.
 */
export function Awaited<T>({ read, label, lines, children }: Props<T>) {
  const unanswered = read.error && <Unanswered error={read.error} retry={() => void read.refetch()} />
  if (read.data !== undefined && !isRefusal(read.error))
    return (
      <>
        {unanswered}
        {children(read.data)}
      </>
    )
  return unanswered ?? <Loading label={label} {...(lines === undefined ? {} : { lines })} />
}

/** The same for a whole page, whose title and heading hang on what comes. */
export function AwaitedPage<T>({ title, ...awaited }: Props<T> & { title: string }) {
  const { data, error } = awaited.read
  if (!error || (data !== undefined && !isRefusal(error))) return <Awaited {...awaited} />
  // An address whose id is none leads nowhere, like one that leads to nothing.
  if (isProblem(error, 'not_found') || isProblem(error, 'request.invalid')) return <NotFoundPage />
  return (
    <Page title={title} heading={title}>
      <Awaited {...awaited} />
    </Page>
  )
}

/** A no that stands. A session that is over has its own page, with this one kept behind it. */
function isRefusal(error: Error | null): boolean {
  return error instanceof ProblemError && [400, 403, 404].includes(error.problem.status)
}

function Unanswered({ error, retry }: { error: Error; retry: () => void }) {
  const { title, description } = refusalWords(error, { reads: true })
  const final = error instanceof ProblemError && error.problem.status < 500
  return (
    <>
      <Alert variant={final ? 'information' : 'warning'} title={title} heading={description !== undefined}>
        {description}
      </Alert>
      <WhereToSign error={error} />
      {!final && (
        <Button type="button" variant="secondary" onClick={retry}>
          Try again
        </Button>
      )}
    </>
  )
}

function WhereToSign({ error }: { error: Error }) {
  const links = {
    'agreement.unsigned': <Link {...paths.agreements}>Read and sign your agency’s agreements</Link>,
    'meeting.confidentiality_unsigned': <Link {...paths.meetings}>Go to the meeting and sign</Link>,
  }
  const code = error instanceof ProblemError ? error.problem.code : undefined
  if (code !== 'agreement.unsigned' && code !== 'meeting.confidentiality_unsigned') return null
  return <p className="govuk-body">{links[code]}</p>
}
