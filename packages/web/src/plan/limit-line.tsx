import type { Asking } from '@alongside/shared/access'
import { limitPlanLine } from '@alongside/shared/plan/addresses'
import { whyNotLimit } from '@alongside/shared/plan/rules'
import type { PlanLine } from '@alongside/shared/plan/schema'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { useAgencyName } from '../session/partnership.ts'
import { useSession } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { Checkboxes } from '../ui/checkboxes.tsx'
import { Radios } from '../ui/radios.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { shortOf } from './line-tools.tsx'
import { Tool } from './tool.tsx'

type Props = { line: PlanLine; maySee: readonly string[]; onDone: (what: string) => void }

/** Whether there is anything to say of who sees it: a line on which steps hang stays open to all, unless it is limited already. */
export const mayLimit = (line: PlanLine, asking: Asking): boolean =>
  whyNotLimit(line, asking, line.limitedTo.length > 0 ? [] : [line.id]) === null

/** PLN-1: who sees a line, said by the agency that leads it, with the reason. */
export function LimitLine({ line, maySee, onDone }: Props) {
  const nameOf = useAgencyName()
  const mine = useSession().acting?.agencyId ?? ''
  const others = [...new Set([...maySee, ...line.limitedTo])].filter((id) => id !== mine)
  const start = {
    who: line.limitedTo.length > 0 ? ('some' as const) : ('all' as 'all' | 'some'),
    limitedTo: line.limitedTo.filter((id) => id !== mine),
    why: '',
  }
  const form = useForm(limitPlanLine, {
    ...useKeptTyping(`limit ${line.id} ${line.version}`, 'Who sees a line of her plan, not saved yet', start),
    under: `/limit/${line.id}`,
    needed: { why: 'Say why' },
    said: ({ who, limitedTo, why }) => ({
      params: { lineId: line.id },
      version: line.version,
      body: { limitedTo: who === 'all' ? [] : [mine, ...limitedTo], why },
    }),
    onSuccess: () => onDone('Who sees it is changed'),
  })
  return (
    <Tool words="Who sees it" of={shortOf(line)}>
      <Form form={form}>
        <Radios
          {...form.field('who')}
          label="Who sees this line?"
          options={[
            { value: 'all', label: 'All who see the case' },
            {
              value: 'some',
              label: 'Only some agencies',
              hint: 'Nobody else learns that it is there, the meeting neither.',
            },
          ]}
        />
        {form.values.who === 'some' && others.length > 0 && (
          <Checkboxes
            {...form.field('limitedTo')}
            label="Which agencies, beside yours?"
            options={others.map((id) => ({ value: id, label: nameOf(id) }))}
          />
        )}
        <Textarea {...form.field('why')} label="Why?" rows={2} />
        <Button variant="secondary" busy={form.busy}>
          Save who sees it
        </Button>
      </Form>
    </Tool>
  )
}
