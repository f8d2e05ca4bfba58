import { setMeetingRule } from '@alongside/shared/meetings/contract'
import { acceptInvitation } from '@alongside/shared/sessions/contract'
import { Client } from 'pg'
import { buildApp } from '../src/app.ts'
import type { Config } from '../src/config.ts'
import { groundOf, migrate } from '../src/db/migrate.ts'
import { demoPassword } from '../src/demo/cast.ts'
import { done, foundEastmarsh, foundWestvale } from '../src/demo/found.ts'
import { foundSandbox } from '../src/demo/sandbox.ts'
import { callerAs } from '../src/in-process.ts'
import { relayOutbox } from '../src/jobs/relay.ts'
import { openLog } from '../src/log.ts'
import { noMail } from '../src/notices/mailer.ts'
import { openServices } from '../src/serve.ts'
import { ensurePlatformAdministrator } from '../src/sessions/administrator.ts'
import { openSession } from '../src/sessions/queries.ts'

/**
 * Founds both partnerships and the sandbox, with a calendar, in the empty database of that configuration, at the moment
 * `now`: what every stage begins with. Nobody is connected to it afterwards.
 */
export async function foundStage(config: Config, now: string): Promise<void> {
  await migrate(groundOf(config))
  const log = openLog('warn')
  const { services, queue, close } = await openServices(config, log, () => now, { mailer: noMail })
  const app = await buildApp(services, log)

  /** The invited choose the demo's password by the link in their mail, as they would. */
  async function signIn(email: string) {
    await relayOutbox(services)
    let token: string | undefined
    const boss = await queue.started()
    const mails = (await boss.fetch<{ to: string; text: string }>('mail', { batchSize: 100 })) ?? []
    for (const { id, data } of mails) {
      if (data.to === email) token = data.text.match(/\/invitation#(\S+)/)?.[1] ?? token
      await boss.complete('mail', id)
    }
    if (token) await done(callerAs(app, null), acceptInvitation, { body: { token, password: demoPassword } })
    const { rows } = await services.pools.identity.query<{ id: string }>(
      'SELECT id FROM accounts WHERE email = $1',
      [email],
    )
    const session = rows[0] && (await openSession(services.pools.identity, rows[0].id, now))
    if (!session) throw new Error(`${email} cannot sign in`)
    return callerAs(app, session.actor)
  }

  await ensurePlatformAdministrator(
    config.DATABASE_OWNER_URL,
    { email: 'platform@alongside.example', name: 'Platform', password: demoPassword },
    now,
  )
  const administrator = await signIn('platform@alongside.example')
  const { callers } = await foundEastmarsh(administrator, signIn)
  await foundWestvale(administrator, signIn)
  const owner = new Client({ connectionString: config.DATABASE_OWNER_URL })
  await owner.connect()
  await foundSandbox(administrator, signIn, now, (text, values) => owner.query(text, values))
  await owner.end()
  await done(callers.coordinator, setMeetingRule, {
    body: { week: 2, weekday: 4, time: '10:00', mode: 'in_person', venue: 'The Old Library, room 2' },
  })

  await app.close()
  await close()
}
