import type { AgendaItem } from '@alongside/shared/room/schema'
import { describe, expect, test } from 'vitest'
import { agendaLine as line } from '../meetings/agenda-line.test-support.ts'
import { canBegin, neighbours, whyNotWrite } from './reasons.ts'

const item = (meetingState: AgendaItem['meetingState'], state: AgendaItem['state']): AgendaItem => ({
  ...line(1, state),
  version: 1,
  meetingId: 'meeting',
  meetingStartsAt: '2026-04-09T09:00:00Z',
  meetingState,
  name: '',
  asks: null,
  children: [],
  reach: [],
  otherForums: [],
  herVoice: [],
  plan: [],
  record: {},
  contributions: [],
  actions: [],
  carried: [],
  deferredFor: null,
  mayAct: [],
})

describe('MTG-7: what cannot be done now says why', () => {
  test('an item is written in while its meeting is open and it is neither discussed nor deferred', () => {
    expect(whyNotWrite(item('open', 'listed'))).toBeUndefined()
    expect(whyNotWrite(item('planned', 'listed'))).toMatch(/not open yet/)
    expect(whyNotWrite(item('closed', 'discussed'))).toMatch(/new version/)
    expect(whyNotWrite(item('open', 'deferred'))).toMatch(/closed/)
    expect(whyNotWrite({ ...item('open', 'listed'), basisInForce: false })).toMatch(/basis for sharing/)
  })

  test('REF-3 what a hold stops is not offered: a case is neither begun nor called while she is held', () => {
    const open = { state: 'open' } as const
    const one = line(1, 'listed')
    expect(canBegin(open, one)).toBe(true)
    expect(canBegin(open, { ...one, unnamedOut: { leftAt: null } })).toBe(true)
    for (const unnamedOut of [null, { leftAt: null }])
      expect(canBegin(open, { ...one, rests: true, unnamedOut })).toBe(false)
    expect(canBegin(open, { ...one, basisInForce: false })).toBe(false)
    expect(canBegin({ state: 'closed' }, one)).toBe(false)
  })

  test('previous and next follow the agenda’s order', () => {
    const agenda = [line(3, 'listed'), line(1, 'listed'), line(2, 'listed')]
    expect(neighbours(agenda, 'item-2')).toMatchObject({ previous: { position: 1 }, next: { position: 3 } })
    expect(neighbours(agenda, 'item-1').previous).toBeUndefined()
    expect(neighbours(agenda, 'elsewhere')).toEqual({ previous: undefined, next: undefined })
  })
})
