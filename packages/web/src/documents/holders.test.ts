import { can, roles } from '@alongside/shared/access'
import { expect, it } from 'vitest'
import { holders } from './holders.ts'

it('MTG-4 paper is offered to just the roles that may read documents', () => {
  expect(holders).toEqual(roles.filter((role) => can(role, 'documents:read')))
})
