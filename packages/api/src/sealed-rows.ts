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

/** The row without its key, and with these of its sealed columns opened; null stays null. */
export function openRow<Row extends { key: WrappedKey }, const C extends Columns<Row>>(
  vault: Vault,
  { key, ...row }: Row,
  columns: C,
): Opened<Row, keyof C> {
  const opened: Record<string, unknown> = { ...row }
  for (const [name, thing] of Object.entries(columns) as [string, SealedThing][]) {
    const sealed = opened[name] as Buffer | null
    opened[name] = sealed && vault.open(key, thing, sealed)
  }
  return opened as Opened<Row, keyof C>
}
