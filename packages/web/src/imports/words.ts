import type { ImportKind } from '@alongside/shared/imports/kinds'
import type { ImportState } from '@alongside/shared/imports/values'

export const kindWords: Record<ImportKind, { label: string; hint: string }> = {
  agencies: { label: 'Agencies', hint: 'Their names, and of which kind they are' },
  people: { label: 'People', hint: 'Members of agencies with their places; who is new is invited by mail' },
  referrals: {
    label: 'Past referrals',
    hint: 'With what is known of the answers, the outcome and her consent. What waits for an answer goes by the form',
  },
  actions: { label: 'Open actions', hint: 'Of cases that were imported before, or that are on file here' },
}

export const stateWords: Record<
  ImportState,
  { label: string; colour: 'red' | 'blue' | 'orange' | 'green' | 'grey' }
> = {
  faulty: { label: 'To put right', colour: 'red' },
  ready: { label: 'Ready to import', colour: 'blue' },
  running: { label: 'Being imported', colour: 'blue' },
  interrupted: { label: 'Stopped in the middle', colour: 'orange' },
  done: { label: 'Imported', colour: 'green' },
  undone: { label: 'Taken back', colour: 'grey' },
}
