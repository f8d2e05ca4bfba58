import { type Case, recordVoice } from '@alongside/shared/cases/contract'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
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
    </>
  )
}

const ways = ['to the referrer', 'to an advocate', 'in writing'] as const
const wayWords = {
  'to the referrer': 'She told the worker who knows her',
  'to an advocate': 'She told an advocate',
  'in writing': 'She wrote it',
} as const satisfies Record<(typeof ways)[number], string>

function RecordVoice({ caseId }: { caseId: string }) {
  const [words, setWords] = useState('')
  const [worries, setWorries] = useState('')
  const [given, setGiven] = useState<(typeof ways)[number] | ''>('')
  const [saved, setSaved] = useState(false)
  const sending = useSending(recordVoice, {
    onSuccess: () => {
      setWords('')
      setWorries('')
      setGiven('')
      setSaved(true)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setSaved(false)
    const faults = missingIn(
      { words, given },
      { words: 'Write down what she wants said', given: 'Say how she gave it' },
    )
    if (given === '' || faults.length > 0) sending.refuse(faults)
    else sending.send({ params: { caseId }, body: { words, given, ...(worries.trim() && { worries }) } })
  }
  return (
    <form onSubmit={submit} noValidate>
      <h2 className="govuk-heading-m">Record new words</h2>
      {saved && <NotificationBanner success>Her words are recorded</NotificationBanner>}
      <Refused error={sending.error} attempt={sending.attempt} />
      <Textarea
        name="/words"
        label="What does she want said?"
        hint="In her own words, as far as you can."
        error={sending.errorAt('/words')}
        value={words}
        onChange={setWords}
      />
      <Textarea
        name="/worries"
        label="What worries her? (optional)"
        rows={3}
        error={sending.errorAt('/worries')}
        value={worries}
        onChange={setWorries}
      />
      <Radios
        name="/given"
        label="How did she give it?"
        options={ways.map((way) => ({ value: way, label: wayWords[way] }))}
        error={sending.errorAt('/given')}
        value={given}
        onChange={setGiven}
      />
      <Button busy={sending.busy}>Record her words</Button>
    </form>
  )
}
