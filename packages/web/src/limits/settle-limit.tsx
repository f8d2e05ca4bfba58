import { confirmLimit, liftLimit } from '@alongside/shared/limits/addresses'
import type { OneNo } from '@alongside/shared/limits/of-person'
import { whyNotSettleLimit } from '@alongside/shared/limits/rules'
import type { Limit } from '@alongside/shared/limits/schema'
import { limitWords } from '@alongside/shared/limits/words'
import { problems } from '@alongside/shared/problems'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { useCan } from '../session/session.tsx'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { ToldOfLifting } from './told-of-lifting.tsx'

/** She was asked again: her no stands, or she lifts it. Never by her own agency's word (ACC-8). */
export function SettleLimit({ limit, others }: OneNo<Limit>) {
  const mayRecord = useCan('consents:record')
  const refused = whyNotSettleLimit(limit)
  if (!mayRecord) return null
  if (refused) return <p className="app-quiet">{problems[refused].title}.</p>
  return (
    <Details summary={`She was asked again about ${limitWords(limit)}`}>
      <Confirm limit={limit} />
      <Lift limit={limit} others={others} />
    </Details>
  )
}

function Confirm({ limit }: { limit: Limit }) {
  const form = useForm(confirmLimit, {
    start: {},
    said: () => ({ params: { limitId: limit.id }, body: {} }),
    under: `/limits/${limit.id}/confirmation`,
  })
  return (
    <Form form={form}>
      <Button variant="secondary" busy={form.busy}>
        Her no stands
      </Button>
    </Form>
  )
}

function Lift({ limit, others }: OneNo<Limit>) {
  const form = useForm(liftLimit, {
    ...useKeptTyping(`lift ${limit.id}`, 'How she lifted her no, not recorded yet', { words: '' }),
    needed: { words: 'Say how she told you' },
    said: (body) => ({ params: { limitId: limit.id }, body }),
    asksFirst: true,
    under: `/limits/${limit.id}`,
  })
  return (
    <Form form={form}>
      <Textarea {...form.field('words')} label="How did she say that she lifts it?" rows={2} />
      <Button variant="warning" busy={form.busy}>
        Record that she lifts it
      </Button>
      <AskFirst
        {...form.question}
        title={`Does she lift her no to ${limitWords(limit)}?`}
        yes="She lifts it"
        variant="warning"
      >
        <p>Nobody sees anything by this alone: what she agrees to is recorded apart.</p>
        <ToldOfLifting limits={[limit, ...others]} />
      </AskFirst>
    </Form>
  )
}
