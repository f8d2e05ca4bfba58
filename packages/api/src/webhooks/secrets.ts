import type { Vault } from '../vault.ts'

const thing = 'webhook secret'
const keyOf = (vault: Vault) => vault.ownKey('webhook secrets')

export const sealSecret = (vault: Vault, secret: string): Buffer => vault.seal(keyOf(vault), thing, secret)

interface Sealed {
  secret: Buffer
  previousSecret: Buffer | null
  previousSecretUntil: string | null
}

/** The secrets that sign at `now`, the newest first. */
export function openSecrets(
  vault: Vault,
  { secret, previousSecret, previousSecretUntil }: Sealed,
  now: string,
): string[] {
  const stillSigns = previousSecretUntil !== null && Date.parse(previousSecretUntil) > Date.parse(now)
  return [secret, ...(previousSecret && stillSigns ? [previousSecret] : [])].map((sealed) =>
    vault.open<string>(keyOf(vault), thing, sealed),
  )
}
