import type { MinutedItem, Minutes } from './contract.ts'

/**
 * How many leaves every version has: hashes of items, filled up with random decoys. As many as an agenda may have items,
 * so that their number tells nobody how many cases there are that she may not see (ACC-6).
 */
export const leafCount = 200

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/** JSON with its keys in order and nothing between: the same text for the same content, whoever writes it (RFC 8785). */
export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  const fields = Object.entries(value as Record<string, Json | undefined>)
    .flatMap(([key, field]) => (field === undefined ? [] : [[key, field] as const]))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join()}}`
}

/**
 * What an item's hash is taken of: SHA-256 of the UTF-8 of everything that its reader is shown, with a salt that only
 * who may see the item gets. Without the salt nobody can try out, from a hash, what it may be of.
 */
export const itemText = ({ hash: _, ...item }: MinutedItem): string => canonical(item)

/**
 * What a version's hash is taken of: the meeting, the version, when it was compiled and distributed, who was present, how it was held,
 * notes, what it corrects, and the leaves. A leaf is an item's hash or a decoy, in order of their digits. So whoever
 * sees some items can hash those, find each among the leaves, and hash the whole: none of hers was changed, and nothing
 * says how many others there are. Who compiled and distributed is not in it, for people change their names.
 */
export const versionText = ({
  meetingId,
  version,
  compiledAt,
  distributedAt,
  present,
  proceedings,
  notes,
  correction,
  leaves,
}: Pick<
  Minutes,
  | 'meetingId'
  | 'version'
  | 'compiledAt'
  | 'distributedAt'
  | 'present'
  | 'proceedings'
  | 'notes'
  | 'correction'
  | 'leaves'
>): string =>
  canonical({
    ...{ meetingId, version, compiledAt, distributedAt },
    ...{ present, proceedings, notes, correction, leaves },
  })

/** Whether a reader's copy is what was distributed. `sha256`: of a text's UTF-8, hex. */
export async function isAsDistributed(
  minutes: Minutes,
  sha256: (text: string) => string | Promise<string>,
): Promise<boolean> {
  for (const item of minutes.items)
    if ((await sha256(itemText(item))) !== item.hash || !minutes.leaves.includes(item.hash)) return false
  return (await sha256(versionText(minutes))) === minutes.hash
}
