import { expect, it } from 'vitest'
import { withAnswer } from './rules.ts'

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
