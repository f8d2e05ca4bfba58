import { Unreadable } from '../unreadable.ts'
import type { Vault } from '../vault.ts'

const thing = 'webhook secret'
const keyOf = (vault: Vault) => vault.ownKey('webhook secrets')

export const sealSecret = (vault: Vault, secret: string): Buffer => vault.seal(keyOf(vault), thing, secret)

interface Sealed {
  endpointId: string
  secret: Buffer
  previousSecret: Buffer | null
  previousSecretUntil: string | null
}

/**
 * The secrets that sign at `now`, the newest first; null where the newest cannot be opened: what is not signed is not sent. One before it that
 * cannot be opened signs no more, and the newest goes on by itself.
 */
export function openSecrets(
  vault: Vault,
  { endpointId, secret, previousSecret, previousSecretUntil }: Sealed,
  now: string,
): string[] | null {
  const open = (sealed: Buffer): string | null => {
    try {
      return vault.open<string>(keyOf(vault), thing, sealed, endpointId)
    } catch (error) {
      if (error instanceof Unreadable) return null
      throw error
    }
  }
  const newest = open(secret)
  if (newest === null) return null
  const stillSigns = previousSecretUntil !== null && Date.parse(previousSecretUntil) > Date.parse(now)
  const before = previousSecret && stillSigns ? open(previousSecret) : null
  return before === null ? [newest] : [newest, before]
}
