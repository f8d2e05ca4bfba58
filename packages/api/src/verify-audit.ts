import envSchema from 'env-schema'
import Type, { type Static } from 'typebox'
import { verifyAudit } from './audit/verify.ts'
import { Config } from './config.ts'

/** `pnpm verify-audit`: recomputes the audit chain of DATABASE_URL; ends with 1 where it does not hold (ACC-7). */
const Settings = Type.Pick(Config, ['DATABASE_URL'])
const { DATABASE_URL } = envSchema<Static<typeof Settings>>({ schema: Settings })

const { seals, events, unsealed, head, fault } = await verifyAudit(DATABASE_URL)
const so = fault ? `until seal ${seals}` : 'whole'
console.log(`${events} events under ${seals} seals verified, ${so}; ${unsealed} not sealed yet.`)
console.log(`Head: ${head ?? 'none yet'}`)
if (fault) {
  console.error(`The chain breaks at seal ${fault.sealId}: ${fault.what}; ${fault.detail}.`)
  process.exitCode = 1
}
