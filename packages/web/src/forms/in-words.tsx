import type { Address } from '@alongside/shared/addresses'
import type { ReactNode } from 'react'
import { useKeptTyping } from '../autosave/use-kept.ts'
import type { Change, Said } from '../client/transport.ts'
import { Button } from '../ui/button.tsx'
import { Checkboxes } from '../ui/checkboxes.tsx'
import { Details } from '../ui/details.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { Form } from './form.tsx'
import { useForm } from './use-form.ts'

type Props<I extends Change> = {
  contract: Address<I>
  /** What is decided upon, in which version. */
  said: Omit<Said<I>, 'body'>
  /** What the body holds beside the text. */
  beside?: object | undefined
  summary: string
  /** Before the question. */
  children?: ReactNode
  /** The one text that the command's body holds: its key, the question, and what to say when it is left empty. */
  asks: { key: string; label: string; hint?: string; rows?: number; missing: string }
  /** A second text, where one more thing must be said. */
  also?: { key: string; label: string; missing: string } | undefined
  /** What is chosen before it is said, one at least; nothing is ticked beforehand. */
  chooses?: {
    key: string
    label: string
    hint?: string
    options: { value: string; label: string }[]
    missing: string
  }
  button: string
  variant?: 'secondary' | 'warning' | undefined
  onSuccess?: () => void
  /** Why it cannot be sent now. */
  reason?: string | undefined
}

/** A decision that is given in words: opened, written, sent. What is typed belongs to what is decided upon, and is shown with nothing else. */
export function InWords<I extends Change>(props: Props<I>) {
  const { params = {} } = props.said as { params?: Record<string, string> }
  const under = `/${[props.contract.id, ...Object.values(params)].join('/')}`
  return <Decision key={under} under={under} {...props} />
}

function Decision<I extends Change>(props: Props<I> & { under: string }) {
  const { contract, said, beside, summary, children, asks, also, chooses, button, variant, onSuccess } = props
  const { reason, under } = props
  const { key, label, hint, rows = 2, missing } = asks
  const form = useForm(contract, {
    ...useKeptTyping(under, `Not sent yet: ${summary}`, {
      words: '',
      more: '',
      chosen: [] as string[],
    }),
    faultsIn: ({ words, more, chosen }) => [
      ...(chooses && chosen.length === 0
        ? [{ pointer: `/${chooses.key}`, code: 'missing', detail: chooses.missing }]
        : []),
      ...(words ? [] : [{ pointer: `/${key}`, code: 'missing', detail: missing }]),
      ...(also && !more ? [{ pointer: `/${also.key}`, code: 'missing', detail: also.missing }] : []),
    ],
    said: ({ words, more, chosen }) =>
      ({
        ...said,
        body: {
          [key]: words,
          ...(also && { [also.key]: more }),
          ...(chooses && { [chooses.key]: chosen }),
          ...beside,
        },
      }) as Said<I>,
    under,
    ...(onSuccess && { onSuccess }),
  })
  return (
    <Details summary={summary}>
      <Form form={form} intro={children}>
        {chooses && (
          <Checkboxes
            {...form.field('chosen', `/${chooses.key}`)}
            label={chooses.label}
            hint={chooses.hint}
            options={chooses.options}
            small
          />
        )}
        <Textarea {...form.field('words', `/${key}`)} label={label} hint={hint} rows={rows} />
        {also && <Textarea {...form.field('more', `/${also.key}`)} label={also.label} rows={2} />}
        <Button variant={variant} busy={form.busy} reason={reason}>
          {button}
        </Button>
      </Form>
    </Details>
  )
}
