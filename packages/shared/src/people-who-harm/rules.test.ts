import { expect, it } from 'vitest'
import { namedAgain, withAnswer } from './rules.ts'

const row = { called: 'Neil Vale', sameName: 'somebody_else', area: 'Quay' } as const

it('HRM-1 what was said of a name that somebody bears who works here goes with the name, and with nothing else', () => {
  expect(withAnswer(row, 'area', 'Dock Street')).toEqual({ ...row, area: 'Dock Street' })
  expect(withAnswer(row, 'area', undefined)).toEqual({ called: 'Neil Vale', sameName: 'somebody_else' })
  expect(withAnswer(row, 'called', 'Neil Vale ')).toEqual({ ...row, called: 'Neil Vale ' })
  expect(withAnswer(row, 'sameName', 'close_first')).toEqual({ ...row, sameName: 'close_first' })
  const asked = { called: 'Dana Frost', area: 'Quay' }
  expect(withAnswer(row, 'called', 'Dana Frost')).toEqual(asked)
  expect(withAnswer(row, 'names', 'Dana Frost')).toEqual({
    called: 'Neil Vale',
    names: 'Dana Frost',
    area: 'Quay',
  })
})

it('HRM-1 what is put back is asked about where the name is another, or where he stands again who was ended', () => {
  const neil = { facts: { called: 'Neil Vale' }, ended: null }
  const ended = { at: '2026-03-02T09:00:00Z', by: 'Jo Mbeki', as: 'no_longer', words: 'He moved.' } as const
  expect(namedAgain(neil, { facts: { called: 'Neil Vale ', area: 'Quay' }, ended: null })).toBe(false)
  expect(namedAgain(neil, { facts: { called: 'Neil' }, ended: null })).toBe(true)
  expect(namedAgain(neil, { facts: { called: 'Neil', names: 'Daz' }, ended: null })).toBe(true)
  expect(namedAgain({ ...neil, ended }, neil)).toBe(true)
  expect(namedAgain({ ...neil, ended }, { ...neil, ended })).toBe(false)
  expect(namedAgain(neil, { ...neil, ended })).toBe(false)
})
