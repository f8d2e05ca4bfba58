import type { Body, Params } from '@alongside/shared/contract'
import type { Contracts } from '@alongside/shared/operations'
import type { TSchema } from 'typebox'
import type { Arranged } from '../matrix-subjects.ts'
import type { MatrixActor } from './actors.ts'

/**
 * Whose a subject is. `case`: a grant's. `restricted`: the same, and of those who have it not a worker's whom nobody named (HRM-1). `partnership`: everyone's in it. `coordination`: the coordinating agency's to move.
 * `account`: one person's own. `nothing`: the operation names no subject.
 */
export type Bound = 'case' | 'restricted' | 'partnership' | 'coordination' | 'account' | 'nothing'

export interface Subject {
  bound: Bound
  /** The path's parameters, or the ids that the body names. */
  params?: (arranged: Arranged, actor: MatrixActor) => Record<string, string>
  body?: (arranged: Arranged, actor: MatrixActor) => object
  /** What it must be asked with, where it answers nothing without. */
  query?: object
}

type Operation = {
  [I in keyof Contracts]: Contracts[I] extends { params: Record<string, TSchema> } ? I : never
}[keyof Contracts]
type KeysOf<T> = T extends unknown ? keyof T & string : never
type InPath<I extends Operation> = KeysOf<Params<Contracts[I]>>
type InBody<I extends Operation> = Extract<KeysOf<Body<Contracts[I]>>, `${string}Id` | 'reference'>

/**
 * What a domain says: of a parameter that names the same in the path of every operation, by its name; of an operation whose
 * parameter names something else, has more than one, or names its subject in the body, by the operation's.
 */
export type Subjects = Partial<Record<Operation | { [I in Operation]: InPath<I> }[Operation], Subject>>

type IsOne<T, All = T> = [T] extends [never]
  ? false
  : T extends unknown
    ? [All] extends [T]
      ? true
      : false
    : never

/** The operations that name something of which nobody says in `S` whose it is. */
export type Unsaid<S> = {
  [I in Operation]: I extends keyof S
    ? never
    : [InPath<I>] extends [never]
      ? [InBody<I>] extends [never]
        ? never
        : I
      : IsOne<InPath<I>> extends true
        ? InPath<I> extends keyof S
          ? never
          : I
        : I
}[Operation]

/**
 * The subjects of every domain. Does not compile while an operation names something of which no domain says whose it is: the
 * property that is missing is that operation, and test/subjects/<domain>.ts is the place.
 */
export const whole = <S extends Subjects>(
  subjects: S & Record<Unsaid<S>, Subject>,
): Readonly<Partial<Record<string, Subject>>> => subjects
