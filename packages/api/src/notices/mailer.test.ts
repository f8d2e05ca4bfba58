import { expect, it } from 'vitest'
import { openWorld } from '../../test/world.ts'
import { catchMail } from './mailer.ts'

const now = '2026-03-02T09:00:00Z'
const mail = (at: number) => ({ to: `${at}@alongside.example`, subject: 'Waits', text: 'Something waits' })

it('a demo keeps the newest 200 mails; a test every one, so that what it counts does not hang on what was sent before', async () => {
  const world = await openWorld(now)
  const demo = catchMail(() => now)
  for (let at = 1; at <= 201; at++)
    for (const mailer of [demo, world.services.mailer]) await mailer.send(mail(at))
  const addresses = [demo, world.services.mailer].map(({ caught }) => caught().map(({ to }) => to))
  expect(addresses.map((kept) => [kept.length, kept[0], kept.at(-1)])).toEqual([
    [200, mail(201).to, mail(2).to],
    [201, mail(201).to, mail(1).to],
  ])
})
