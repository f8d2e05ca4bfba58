import type { AnyCommand } from '@alongside/shared/contract'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { Said } from '../client/transport.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { Refused } from './refused.tsx'
import { missingIn, useSending } from './sending.ts'

type Props<C extends AnyCommand> = {
  contract: C
  /** What is decided upon, in which version. */
  said: Omit<Said<C>, 'body'>
  summary: string
  /** Before the question. */
  children?: ReactNode
  /** The one text that the command's body holds: its key, the question, and what to say when it is left empty. */
  asks: { key: string; label: string; hint?: string; missing: string }
  button: string
  variant?: 'secondary' | 'warning' | undefined
}

/** A decision that is given in words: opened, written, sent. */
export function InWords<C extends AnyCommand>(props: Props<C>) {
  const { contract, said, summary, children, asks, button, variant } = props
  const { key, label, hint, missing } = asks
  const [words, setWords] = useState('')
  const sending = useSending(contract, {
    faultsIn: ({ body }) => missingIn(body as Record<string, string>, { [key]: missing }),
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    sending.send({ ...said, body: { [key]: words.trim() } } as Said<C>)
  }
  return (
    <Details summary={summary}>
      <form onSubmit={send} noValidate>
        {children}
        <Refused error={sending.error} attempt={sending.attempt} />
        <Textarea
          name={`/${key}`}
          label={label}
          hint={hint}
          rows={2}
          error={sending.errorAt(`/${key}`)}
          value={words}
          onChange={setWords}
        />
        <Button variant={variant} busy={sending.busy}>
          {button}
        </Button>
      </form>
    </Details>
  )
}
