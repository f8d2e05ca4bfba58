import type { ReactNode } from 'react'
import { refusalWords, sentence } from '../sending/refused.tsx'
import { useCalendar } from '../session/partnership.ts'
import { timeWords } from '../time/words.ts'
import { SavedState } from '../ui/saved-state.tsx'
import { isEmpty, type State } from './engine.ts'

interface Named {
  /** The field as its page calls it, or a link to it. */
  label: ReactNode
  words: string
}

type Props = {
  state: State
  /** Names a field that cannot be saved as it stands. */
  labelOf: (field: string) => ReactNode
  /** What else must be put right: it is saved, and not yet an answer. */
  unfinished?: readonly Named[]
  /** In view while one scrolls. */
  sticky?: boolean
}

/** Whether what was typed is safe, and where; what cannot be saved, by name. Leaves the focus where it is. */
export function SavingState({ state, labelOf, unfinished = [], sticky = false }: Props) {
  const calendar = useCalendar()
  const { saving, savedAt, held, onDevice, refused } = state
  const butSome = !isEmpty(held)
  const refusal = refused && refusalWords(refused)
  const named: Named[] = [
    ...Object.entries(held).map(([field, words]) => ({
      label: labelOf(field),
      words: `${words}. ${onDevice ? 'It is kept on this device alone' : 'It is not kept anywhere else'}`,
    })),
    ...unfinished,
  ]
  return (
    <div className={sticky && (saving !== 'idle' || named.length > 0) ? 'app-recording-state' : undefined}>
      {saving === 'saved' && savedAt ? (
        <SavedState state="saved" at={timeWords(calendar, savedAt)} butSome={butSome} />
      ) : (
        <SavedState state={saving === 'saved' ? 'idle' : saving} onDevice={onDevice} />
      )}
      {named.length > 0 && (
        <section className="app-to-put-right" aria-label="To put right">
          <p className="govuk-body">
            <strong>To put right:</strong>
          </p>
          <ul className="govuk-list govuk-list--bullet">
            {named.map(({ label, words }, at) => (
              <li key={at}>
                {label}: {sentence(words)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {refusal && (
        <p className="app-recording-state__why">
          {refusal.title}. {refusal.description}
        </p>
      )}
    </div>
  )
}
