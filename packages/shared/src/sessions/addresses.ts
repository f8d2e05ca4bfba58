import { at } from '../addresses.ts'

const { read, post, put, remove } = at('Sessions')

export const signIn = post('signIn', '/v1/sessions', 'anyone')
export const refreshSession = post('refreshSession', '/v1/session/refresh', 'anyone')
export const checkSession = read('checkSession', '/v1/session/standing', 'anyone')
export const readSession = read('readSession', '/v1/session', 'session:own')
export const switchMembership = put('switchMembership', '/v1/session/membership', 'session:own')
export const stepUp = put('stepUp', '/v1/session/step-up', 'session:step_up')
export const signOut = remove('signOut', '/v1/session', 'session:own')
export const signOutEverywhere = remove('signOutEverywhere', '/v1/sessions', 'session:own')
export const acceptInvitation = post('acceptInvitation', '/v1/invitations/acceptance', 'anyone')
export const openInvitation = post('openInvitation', '/v1/invitations/opening', 'anyone')
export const listMyOffers = read('listMyOffers', '/v1/session/offers', 'session:own')
export const acceptPlace = post('acceptPlace', '/v1/session/offers/:offerId/acceptance', 'session:own')
export const declinePlace = post('declinePlace', '/v1/session/offers/:offerId/refusal', 'session:own')
