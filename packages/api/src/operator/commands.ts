import { Advice } from '../advice.ts'
import { withClient } from '../db/with-client.ts'
import { disableAccount, endSessions, inviteAgain, linkFor } from './accounts.ts'
import { announce } from './announce.ts'
import { listPartnerships } from './partnerships.ts'
import { listQueue, retryQueue } from './queue.ts'
import type { Operator } from './record.ts'

interface Asked {
  DATABASE_OWNER_URL: string
  PUBLIC_URL: string
}

const needed = (value: string | undefined, words: string): string => {
  if (!value) throw new Advice(`Say whose: admin ${words} name@example.org`)
  return value
}

/** By their words. Each runs in one transaction, with its record. */
const commands: Record<string, (operator: Operator, rest: string[], asked: Asked) => Promise<string[]>> = {
  partnerships: listPartnerships,
  'invite again': (operator, [email]) => inviteAgain(operator, needed(email, 'invite again')),
  link: (operator, [email], { PUBLIC_URL }) => linkFor(operator, needed(email, 'link'), PUBLIC_URL),
  disable: (operator, [email]) => disableAccount(operator, needed(email, 'disable')),
  'sessions end': (operator, [whose]) =>
    endSessions(operator, needed(whose, 'sessions end everybody, or') === 'everybody' ? undefined : whose),
  'queue list': listQueue,
  'queue retry': (operator, [queue]) => retryQueue(operator, queue),
  announce,
}

/** `admin WORDS …`. @throws Advice */
export async function adminCommand(asked: Asked, args: string[], now: string): Promise<string[]> {
  const found = Object.entries(commands).find(([words]) => `${args.join(' ')} `.startsWith(`${words} `))
  if (!found)
    throw new Advice(
      `Say what: ${Object.keys(commands)
        .map((words) => `admin ${words}`)
        .join(', ')}`,
    )
  const [words, run] = found
  return withClient(asked.DATABASE_OWNER_URL, async (owner) => {
    await owner.query('BEGIN')
    const lines = await run({ owner, now }, args.slice(words.split(' ').length), asked)
    await owner.query('COMMIT')
    return lines
  })
}
