import type { Events } from '../events/declaring.ts'

export const referralEvents = {
  'referral.submitted': {
    outside: {
      ids: { referralId: 'always', caseId: 'always' },
      toldTo: 'referral_agencies',
      ownRecord: true,
      says: 'A referral was submitted, or came back complete.',
      turnsAccess: true,
    },
  },
  'referral.accepted': {
    outside: {
      ids: { referralId: 'always', caseId: 'always', meetingId: 'always' },
      toldTo: 'referral_agencies',
      ownRecord: true,
      says: 'A referral was accepted and listed for a meeting. Its case may be another now: the person was known.',
    },
  },
  'referral.returned': {
    outside: {
      ids: { referralId: 'always', caseId: 'always' },
      toldTo: 'referral_agencies',
      ownRecord: true,
      says: 'A referral went back to its author, with what is asked for.',
    },
  },
  'referral.declined': {
    outside: {
      ids: { referralId: 'always', caseId: 'always' },
      toldTo: 'referral_agencies',
      ownRecord: true,
      says: 'A referral was not taken to the meeting.',
    },
  },
  'referral.redirected': {
    outside: {
      ids: { referralId: 'always', caseId: 'always' },
      toldTo: 'referral_agencies',
      ownRecord: true,
      says: 'A referral was redirected to somebody better placed.',
    },
  },
  'referral.taken_back': {
    outside: {
      ids: { referralId: 'always', caseId: 'always' },
      toldTo: 'referral_agencies',
      ownRecord: true,
      says: 'An acceptance, a return or a decline was taken back: the referral waits for triage again.',
    },
  },
  'referral.withdrawn': {
    outside: {
      ids: { referralId: 'always', caseId: 'always' },
      toldTo: 'referral_agencies',
      ownRecord: true,
      says: 'A referral was withdrawn by its agency.',
    },
  },
  'referral.light_changed': {
    outside: {
      ids: { referralId: 'always', caseId: 'always' },
      toldTo: 'referral_agencies',
      says: 'The light of a referral was raised or lowered.',
    },
  },
  'referral.responded': {
    outside: {
      ids: { referralId: 'always', caseId: 'always', agencyId: 'always' },
      toldTo: 'referral_agencies',
      says: 'An agency answered a referral.',
    },
  },
  'referral.asked': {
    outside: {
      ids: { referralId: 'always', caseId: 'always', agencyId: 'always' },
      toldTo: 'referral_agencies',
      says: 'An agency asks the referrer before it answers; its clock rests.',
    },
  },
  'referral.answered': {
    outside: {
      ids: { referralId: 'always', caseId: 'always', agencyId: 'always' },
      toldTo: 'referral_agencies',
      says: 'The referrer answered what that agency asked; its clock goes on.',
    },
  },
  'referral.added_to': {
    outside: {
      ids: { referralId: 'always', caseId: 'always' },
      toldTo: 'referral_agencies',
      says: 'The referrer added to a referral, for everybody who reads it.',
    },
  },
  'referral.response_amended': {
    outside: {
      ids: { referralId: 'always', caseId: 'always', agencyId: 'always' },
      toldTo: 'referral_agencies',
      says: 'An agency put its answer to a referral right.',
    },
  },
  'referral.nobody_has_her': {
    outside: {
      ids: { referralId: 'always', caseId: 'always' },
      toldTo: 'referral_agencies',
      says: 'Everybody has answered a referral, and nobody takes her on.',
    },
  },
} as const satisfies Events
