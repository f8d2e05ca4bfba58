import type { Changing } from '../audit.ts'

export const agendaChanges = {
  agenda_item: { is: 'Agenda item' },
} as const satisfies Changing
