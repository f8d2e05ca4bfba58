import { useCalendar } from '../session/partnership.ts'
import { timeWords } from '../time/words.ts'
import { SavedState } from '../ui/saved-state.tsx'
import { useDraft } from './draft-context.tsx'

/** Whether what was typed is safe, and where. */
export function DraftStatus() {
  const { saving, savedAt } = useDraft()
  const calendar = useCalendar()
  if (saving === 'saved' && savedAt) return <SavedState state="saved" at={timeWords(calendar, savedAt)} />
  return <SavedState state={saving === 'saved' ? 'idle' : saving} />
}
