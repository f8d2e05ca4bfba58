import { at } from '../addresses.ts'

const { read, post, patch } = at('Other systems')

export const listSystems = read('listSystems', '/v1/systems', 'systems:read')
export const readSystem = read('readSystem', '/v1/systems/:systemId', 'systems:read')
export const proposeSystem = post('proposeSystem', '/v1/systems', 'systems:manage')
export const agreeSystem = post('agreeSystem', '/v1/systems/:systemId/agreement', 'systems:agree', {
  stepUp: true,
})
export const declineSystem = post('declineSystem', '/v1/systems/:systemId/decline', 'systems:agree')
export const changeSystem = patch('changeSystem', '/v1/systems/:systemId', 'systems:manage')
export const endSystem = post('endSystem', '/v1/systems/:systemId/ending', 'systems:manage')
export const makeSecret = post('makeSecret', '/v1/systems/:systemId/secrets', 'systems:manage', {
  stepUp: true,
})
export const endSecret = post('endSecret', '/v1/systems/:systemId/secrets/:secretId/ending', 'systems:manage')
export const listSystemCalls = read('listSystemCalls', '/v1/systems/:systemId/calls', 'systems:read')
