import { recordVoice } from '@alongside/shared/cases/addresses'
import type { Case } from '@alongside/shared/cases/contract'
import type { Wants } from '@alongside/shared/referrals/wants-schema'
import { useKept } from '../autosave/use-kept.ts'
import { PapersForHerLink } from '../documents/papers-for-her-link.tsx'
import { Form } from '../forms/form.tsx'
import { answered, useForm } from '../forms/use-form.ts'
import { DangerFields } from '../referrals/sections/danger-fields.tsx'
import { WantsFields } from '../referrals/sections/wants-fields.tsx'
import { useCan } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Radios } from '../ui/radios.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { ofEachFile } from './files.ts'
import { VoiceWords } from './voice-words.tsx'

/** CON-4: what she wants said and what worries her; her words open her agenda item. */
export function HerVoice({ file }: { file: Case }) {
  const mayRecord = useCan('cases:record')
  const newestFirst = ofEachFile(file, ({ voices }) => voices).toSorted((a, b) =>
    b.recordedAt.localeCompare(a.recordedAt),
  )
  return (
    <>
      {newestFirst.length === 0 && (
        <EmptyState title="Nothing from her yet">
          She is not at the meeting. Ask her, when it is safe, what she wants said there.
        </EmptyState>
      )}
      {newestFirst.map((voice) => (
        <VoiceWords key={voice.id} voice={voice} />
      ))}
      {mayRecord && <RecordVoice caseId={file.id} />}
      <PapersForHerLink />
    </>
  )
}

const ways = ['to_referrer', 'to_advocate', 'in_writing'] as const
const wayWords = {
  to_referrer: 'She told the worker who knows her',
  to_advocate: 'She told an advocate',
  in_writing: 'She wrote it',
} as const satisfies Record<(typeof ways)[number], string>

const nothing = {
  ...{ words: '', worries: '', dangerWords: '' },
  danger: '' as Case['voices'][number]['danger'] | '',
  wants: {} as Wants,
  given: '' as (typeof ways)[number] | '',
}

function RecordVoice({ caseId }: { caseId: string }) {
  const { field, done, ...form } = useForm(recordVoice, {
    start: nothing,
    state: useKept(`voice ${caseId}`, 'Her words, not recorded yet', nothing),
    needed: { words: 'Write down what she wants said', given: 'Say how she gave it' },
    said: ({ words, given, wants, ...beside }) => ({
      params: { caseId },
      body: { words, given, ...answered(beside), ...(Object.keys(wants).length > 0 && { wants }) },
    }),
  })
  return (
    <Form
      form={form}
      intro={
        <>
          <h2 className="govuk-heading-m">Record new words</h2>
          {done && <NotificationBanner success>Her words are recorded</NotificationBanner>}
        </>
      }
    >
      <Textarea
        {...field('words')}
        label="What does she want said?"
        hint="In her own words, as far as you can."
      />
      <Textarea {...field('worries')} label="What worries her? (optional)" rows={3} />
      <DangerFields danger={field('danger')} words={field('dangerWords')} />
      <WantsFields at="/wants" wants={form.values.wants} onChange={(wants) => form.set({ wants })} />
      <Radios
        {...field('given')}
        label="How did she give it?"
        options={ways.map((way) => ({ value: way, label: wayWords[way] }))}
      />
      <Button busy={form.busy}>Record her words</Button>
    </Form>
  )
}
