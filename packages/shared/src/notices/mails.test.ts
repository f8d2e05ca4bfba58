import { expect, it } from 'vitest'
import { notices } from '../domains.ts'
import { mailedPageOf, noticeKinds } from './kinds.ts'

/** What sort of thing a case is about, or what became of somebody's right to read it: no mail says so, nor does the address in it. */
const telling =
  /harm|conflict|closed|untold|aside|exclu|order\b|consent|limit|promise|refus|want|safeguard|warning|worker|child|death|died|hold\b|rests|outcome|may no longer/i

it.each(noticeKinds)(
  'CNF-2 the mail of %s says that something waits, and nothing of what a case is about',
  (kind) => {
    expect(notices[kind].mail).not.toMatch(telling)
    expect(mailedPageOf(kind, 'id')).not.toMatch(telling)
  },
)

it('CNF-2 all that the mails say, and where they lead', () => {
  const mails = noticeKinds.map(
    (kind) => `${kind}: There is ${notices[kind].mail}. ${mailedPageOf(kind, 'id')}`,
  )
  expect(mails).toMatchSnapshot()
})
