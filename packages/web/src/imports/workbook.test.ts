import { expect, it } from 'vitest'
import { workbookFaults } from './workbook.ts'

it('N2 a workbook that was chosen for a CSV is told by how it begins, and what to do is said', () => {
  expect(workbookFaults('PK\u0003\u0004\u0014\u0000xl/workbook.xml')).toMatchObject([
    { pointer: '/csv', detail: expect.stringContaining('CSV UTF-8') },
  ])
  expect(workbookFaults('name,kind\nPKs,charity\n')).toEqual([])
})
