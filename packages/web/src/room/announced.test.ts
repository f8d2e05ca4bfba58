import { expect, test } from 'vitest'
import { agendaLine } from '../meetings/agenda-line.test-support.ts'
import { announcedOf } from './announced.ts'

const person = (name: string, until: string | null = null) =>
  ({ name, agencyName: 'Eastmarsh Hospital', as: 'lead', from: '2026-04-09T09:00:00Z', until }) as const
const line = agendaLine(1, 'listed')
const room = { agenda: [line], currentItemId: null, present: [person('Ruth Amadi')] }

test('MTG-7 who comes, who leaves and the next case are announced, and nothing where nothing changed', () => {
  expect(announcedOf(room, room)).toBe('')
  expect(announcedOf(room, { ...room, present: [...room.present, person('Sam Osei')] })).toBe(
    'Sam Osei, Eastmarsh Hospital, has come in.',
  )
  expect(announcedOf(room, { ...room, present: [person('Ruth Amadi', '2026-04-09T10:00:00Z')] })).toBe(
    'Ruth Amadi, Eastmarsh Hospital, has left.',
  )
  expect(announcedOf(room, { ...room, currentItemId: line.id })).toBe(
    `${line.caseReference} is spoken of now.`,
  )
  const ended = { ...line, state: 'discussed' as const }
  expect(announcedOf(room, { ...room, agenda: [ended] })).toBe(`${line.caseReference} is discussed.`)
  expect(announcedOf({ ...room, agenda: [ended] }, room)).toBe(`${line.caseReference} is to be spoken of.`)
  const other = agendaLine(2, 'listed')
  expect(announcedOf(room, { ...room, agenda: [line, other] })).toBe(
    `${other.caseReference} is to be spoken of, new on the agenda.`,
  )
  // ACC-6: of a case that this reader does not see nothing is said.
  expect(announcedOf(room, { ...room, currentItemId: 'unseen' })).toBe('')
})
