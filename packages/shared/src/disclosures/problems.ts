import type { Problems } from '../problem.ts'

export const disclosureProblems = {
  'disclosure.own': {
    status: 409,
    title: 'Nobody decides her own request to release a document',
    fix: 'Ask another coordinator to decide it.',
  },
  'disclosure.decided': {
    status: 409,
    title: 'This request was decided already',
    fix: 'Read it again; another copy, or another recipient, is asked for anew.',
  },
  'disclosure.unseen': {
    status: 409,
    title: 'You have not read what would be released',
    fix: 'Read it in full as it would leave, with what she says to it, and agree then.',
  },
  'disclosure.nothing_chosen': {
    status: 422,
    title: 'Nothing is chosen that the copy would hold',
    fix: 'Choose what the recipient needs, and no more; or do not agree.',
  },
  'disclosure.fetched': {
    status: 409,
    title: 'The recipient has fetched this copy',
    fix: 'It is out. Ask the recipient to destroy it; a further copy is asked for anew.',
  },
  'disclosure.not_agreed': {
    status: 409,
    title: 'There is no agreed copy to send',
    fix: 'Read the request again: it waits, was not agreed, or was taken back.',
  },
  'disclosure.refused': {
    status: 409,
    title: 'She refuses whoever this would go to',
    fix: 'A copy is no way past it. Where the risk outweighs it now, record sharing without consent past her no: two people of two agencies decide.',
  },
  'disclosure.may_be_refused': {
    status: 409,
    title: 'The recipient may be of an agency that somebody in it refuses',
    fix: 'Say how you know that they are not of it, or do not agree.',
  },
  'disclosure.noes_unread': {
    status: 409,
    title: 'Somebody in this document has said no to something',
    fix: 'Read each no that is named, and say that the copy keeps to it.',
  },
} as const satisfies Problems
