import type { Changing } from '../audit.ts'

export const agendaChanges = {
  agenda_item: { is: 'Agenda item', states: { resting: 'taken off while work on her rests' } },
} as const satisfies Changing
