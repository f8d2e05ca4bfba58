import Type from 'typebox'
import { command, Nothing } from '../contract.ts'
import { newPassword } from '../limits.ts'
import { Closed, Email, Line } from '../scalars.ts'
import * as at from './addresses.ts'
import { shortestPassword } from './values.ts'

/** IDN-3: a password as one is chosen. What it must not be beyond that, the API finds out (`password.refused`). */
export const NewPassword = Type.String({
  minLength: shortestPassword,
  maxLength: newPassword.limit,
  description:
    'At least 12 characters; a few words that only you put together are best. No sign is asked for',
})

/** Of a link that was mailed: the part behind its hash. */
export const Token = Line(200)

const example = { token: 'b0yB…', password: 'seven slow herons over the estuary' }

export const requestPasswordReset = command(at.requestPasswordReset, {
  summary: 'Have a link mailed by which I choose another password (IDN-3)',
  description:
    'Answers alike, and in the same time, whether anybody has that address. The link opens once, for an hour; the newest alone is good, and no more than three are sent within an hour.',
  body: Closed({ email: Email() }, { $id: 'PasswordResetRequest' }),
  reply: Nothing,
  status: 202,
  audit: 'password.reset_asked',
  example: { email: 'outreach@alongside.example' },
})

export const openPasswordReset = command(at.openPasswordReset, {
  summary: 'Whose password a mailed link is for; changes nothing',
  description:
    'For whoever holds the link. Programs that look at mails before people do spend nothing by it.',
  body: Closed({ token: Token }, { $id: 'PasswordResetToken' }),
  reply: Closed({ email: Email() }, { $id: 'OpenedPasswordReset' }),
  lookup: true,
  audit: 'password.reset_opened',
  refusals: ['password.link_spent'],
  example: { token: example.token },
})

export const resetPassword = command(at.resetPassword, {
  summary: 'Choose another password by a mailed link',
  description:
    'Works once. Every session of the account ends, on every device, and its holder is told by mail that her password was changed.',
  body: Closed({ token: Token, password: NewPassword }, { $id: 'PasswordReset' }),
  reply: Closed({ email: Email() }, { $id: 'PasswordWasReset' }),
  audit: 'password.reset',
  refusals: ['password.link_spent', 'password.refused'],
  example,
})

export const changePassword = command(at.changePassword, {
  summary: 'Choose another password, signed in',
  description:
    'Every other session of the account ends; this one goes on. Its holder is told by mail that her password was changed.',
  body: Closed({ password: NewPassword }, { $id: 'PasswordChange' }),
  reply: Nothing,
  audit: 'password.changed',
  refusals: ['password.refused'],
  example: { password: example.password },
})

export const raiseAlarm = command(at.raiseAlarm, {
  summary: 'That was not me: end everything that my account is signed in to',
  description:
    'By the link in a mail that tells of a change or of a new device. Every session ends, no password fits any more, no device is known, and whoever leads the agency and the coordinator are told. A new password is chosen by asking for a reset.',
  body: Closed({ token: Token }, { $id: 'AccountAlarm' }),
  reply: Nothing,
  audit: 'account.alarm_raised',
  refusals: ['password.link_spent'],
  example: { token: example.token },
})
