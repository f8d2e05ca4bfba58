import { cannotBeRead } from '@alongside/shared/unreadable'
import { Unreadable } from './unreadable.ts'
import type { SealedThing, Vault, WrappedKey } from './vault.ts'

declare const says: unique symbol
/** A sealed column as the database gives it; `T`: what it says once opened. */
export type Sealed<T> = Buffer & { readonly [says]?: T }

/** What a statement selects of `data_keys` for the row's sealed columns. */
export interface UnderKey {
  keyId: string
  wrapped: Buffer
}
/** The same where there may be none: what it hangs on has no file, or is of many. */
export interface PerhapsUnderKey {
  keyId: string | null
  wrapped: Buffer | null
}

type Keyed<Row extends PerhapsUnderKey> = Omit<Row, keyof UnderKey> & { key: WrappedKey }

/** The row with its key as the vault takes it. `otherwise`: the key of a row that has none of its own. */
export function keyed<Row extends UnderKey>(row: Row): Keyed<Row>
export function keyed<Row extends PerhapsUnderKey>(row: Row, otherwise: WrappedKey): Keyed<Row>
export function keyed<Row extends PerhapsUnderKey>(row: Row, otherwise?: WrappedKey): Keyed<Row> {
  const { keyId, wrapped, ...rest } = row
  const key = keyId !== null && wrapped !== null ? { id: keyId, wrapped } : otherwise
  if (!key) throw new Error('a row without its key')
  return { ...rest, key }
}

type Says<Column> = Column extends Sealed<infer T> ? T : Column
type Opened<Row, Names> = Omit<Row, 'key' | Extract<Names, keyof Row>> & {
  [Name in Extract<Names, keyof Row>]: Says<Row[Name]>
}
/** The row's sealed columns that are to be opened, each with what it was sealed as. */
type Columns<Row> = { [Name in keyof Row as Buffer extends Row[Name] ? Name : never]?: SealedThing }

/**
 * The row without its key, and with these of its sealed columns opened; null stays null. For a row that is read alone, or that a
 * change rests on.
 * @throws Unreadable
 */
export function openRow<Row extends { key: WrappedKey }, const C extends Columns<Row>>(
  vault: Vault,
  { key, ...row }: Row,
  columns: C,
): Opened<Row, keyof C> {
  const opened: Record<string, unknown> = { ...row }
  for (const [name, thing] of Object.entries(columns) as [string, SealedThing][]) {
    const sealed = opened[name] as Buffer | null
    opened[name] = sealed && vault.open(key, thing, sealed, idOf(row))
  }
  return opened as Opened<Row, keyof C>
}

/** Of what is sealed as more than a text: what stands in its place where it cannot be opened. */
type Otherwise<Row, C> = {
  [Name in keyof C & keyof Row as NonNullable<Says<Row[Name]>> extends string ? never : Name]: NonNullable<
    Says<Row[Name]>
  >
}

/**
 * The same of one row among several, to whoever reads (OPS-3): a row that cannot be opened is marked `unreadable`, with its plain columns and,
 * in place of what is sealed, the words that it cannot be read. The others are as good as ever. Where a change rests on the
 * rows the vault is strict, and it throws as for a row alone: nothing is decided by a stand-in.
 */
export function openListed<Row extends { key: WrappedKey }, const C extends Columns<Row>>(
  vault: Vault,
  { key, ...row }: Row,
  columns: C,
  ...[otherwise]: keyof Otherwise<Row, C> extends never ? [] : [Otherwise<Row, C>]
): Opened<Row, keyof C> & { unreadable?: true } {
  const opened: Record<string, unknown> = { ...row }
  for (const [name, thing] of Object.entries(columns) as [string, SealedThing][]) {
    const sealed = opened[name] as Buffer | null
    if (sealed === null) continue
    const instead = (otherwise as Record<string, unknown> | undefined)?.[name] ?? cannotBeRead
    opened[name] = openAmong(vault, key, thing, sealed, instead, idOf(row))
    if (opened[name] === instead) opened.unreadable = true
  }
  return opened as Opened<Row, keyof C>
}

/** One sealed value among several, to whoever reads; `instead` where it cannot be opened. */
export function openAmong<T>(
  vault: Vault,
  key: WrappedKey,
  thing: SealedThing,
  sealed: Buffer,
  instead: T,
  row: string | null = null,
): T {
  try {
    return vault.open<T>(key, thing, sealed, row)
  } catch (error) {
    if (vault.isStrict || !(error instanceof Unreadable)) throw error
    return instead
  }
}

const idOf = (row: object): string | null => (row as { id?: string }).id ?? null
