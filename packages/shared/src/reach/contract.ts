import Type from 'typebox'
import { command, query } from '../contract.ts'
import { narrative } from '../limits.ts'
import { Choice, Closed, Id, Line, Text } from '../scalars.ts'
import * as at from './addresses.ts'
import { WayAnswers, WayToReach, WayWithHistory } from './schema.ts'
import { saysOfWay, wayKinds } from './values.ts'

const { kind: _kind, value: _value, safe: _safe, ...rest } = WayAnswers.properties
const whole = { kind: Choice(wayKinds), value: Line(300), safe: Choice(saysOfWay), ...rest }
const example = {
  kind: 'phone',
  value: '07700 900123',
  safe: 'yes',
  times: 'After 14:00',
  message: 'no',
} as const

export const recordWay = command(at.recordWay, {
  params: { caseId: Id },
  summary: 'One more way to reach her, safe or not (REF-14)',
  body: Closed(whole, { $id: 'NewWay' }),
  reply: WayToReach,
  status: 201,
  audit: 'case.way_recorded',
  refusals: ['request.invalid'],
  example,
})

export const readWay = query(at.readWay, {
  params: { wayId: Id },
  summary: 'One way to reach her whole, also one that is not safe, with what was said of it before',
  reply: WayWithHistory,
  audit: 'case.way_read',
})

export const changeWay = command(at.changeWay, {
  params: { wayId: Id },
  summary: 'What is known now of a way to reach her; what was said before stands in its history',
  body: Closed({ ...whole, why: Type.Optional(Text(narrative, 'What changed')) }, { $id: 'WayChange' }),
  reply: WayToReach,
  conditional: true,
  audit: 'case.way_changed',
  refusals: ['request.invalid'],
  example: { ...example, safe: 'no', because: 'He has her phone now', why: 'She said so at the van' },
})
