import Type from 'typebox'
import { command } from '../contract.ts'
import { narrative } from '../limits.ts'
import { Closed, Id, Line, Text, Words } from '../scalars.ts'
import * as at from './conversation-addresses.ts'
import { ResponseKind } from './conversation-schema.ts'
import { Referral } from './schema.ts'

const moved = { params: { referralId: Id }, reply: Referral, conditional: true } as const

export const askReferrer = command(at.askReferrer, {
  ...moved,
  summary: 'We need to know more: my agency asks, and its clock rests until the answer (REF-13)',
  description:
    'The referrer’s clock starts: with the time of the light, and no longer than the recipient’s rests. Of a red referral `meanwhile` says what is done until then; its clock runs again after 2 hours. A question is no answer.',
  body: Closed({ questions: Words(narrative), meanwhile: Type.Optional(Text()) }, { $id: 'Asking' }),
  audit: 'referral.asked',
  refusals: ['referral.wrong_state', 'referral.question_open', 'referral.incomplete'],
  example: {
    questions: 'How many weeks is she, and has she had a scan?',
    meanwhile: 'A bed on Ward 7 is kept until noon.',
  },
})

export const answerQuestion = command(at.answerQuestion, {
  ...moved,
  summary: 'Answer a question in its place; the recipient’s clock goes on (REF-13)',
  params: { referralId: Id, questionId: Id },
  body: Closed(
    {
      answer: Words(narrative),
      addToReferral: Type.Optional(
        Type.Boolean({ description: 'Shown to everybody who reads the referral, beside the form' }),
      ),
    },
    { $id: 'QuestionAnswer' },
  ),
  audit: 'referral.answered',
  refusals: ['referral.wrong_state', 'referral.question_answered'],
  example: { answer: 'About 24 weeks, she counts herself. No scan.', addToReferral: true },
})

export const addToReferral = command(at.addToReferral, {
  ...moved,
  summary: 'Add what has become known since, for everybody who reads the referral (REF-13)',
  body: Closed({ words: Words(narrative) }, { $id: 'NewAddition' }),
  audit: 'referral.added_to',
  refusals: ['referral.wrong_state'],
  example: { words: 'She has somewhere to stay until Friday.' },
})

export const amendResponse = command(at.amendResponse, {
  ...moved,
  summary: 'Put my agency’s answer right, with the reason; the earlier one stays on record (REF-8)',
  body: Closed(
    { response: ResponseKind, worker: Line(), words: Type.Optional(Text()), reason: Words(narrative) },
    { $id: 'ResponseAmendment' },
  ),
  audit: 'referral.response_amended',
  refusals: ['referral.wrong_state', 'referral.incomplete', 'case.held'],
  example: {
    response: 'accepted_onto_waiting_list',
    worker: 'Sam Osei',
    words: 'The room fell through; the next is hers.',
    reason: 'The landlord withdrew the room this morning.',
  },
})

export const settleUnhelped = command(at.settleUnhelped, {
  ...moved,
  summary: 'Nobody had taken her on: say what is done about it (REF-8)',
  body: Closed({ words: Words(narrative) }, { $id: 'HelpFound' }),
  audit: 'referral.help_found',
  refusals: ['referral.wrong_state'],
  example: { words: 'Turning Tide takes her from Monday; rung and agreed.' },
})
