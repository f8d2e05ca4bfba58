/**
 * What statements ask of grants and places. That one is in force is said once, by app.in_force (db/schema/05_access.sql);
 * which grants open a case to whoever asks, by app.grants_opening there, on which every policy rests (ACC-2).
 * `at` is an instant in SQL: a parameter, or `app.moment()`.
 */

/** On a grant `g`: it is in force. */
export const grantInForce = (at: string, g = 'g') => `app.in_force(${g}.from_at, ${g}.until_at, ${at})`

/** On a grant `g`: in force, whole, and an agency's as such: neither a guest's nor one person's. Coordination is among them. */
export const heldByAgency = (at: string) =>
  `g.agency_id IS NOT NULL AND g.account_id IS NULL AND NOT g.narrowed AND ${grantInForce(at)}`

/** On a grant `g`: the case is shared with an agency as such. That it coordinates is no reason to know anything of it. */
export const sharedWithAgency = (at: string) =>
  `g.basis IN ('own_referral', 'consent', 'without_consent') AND ${heldByAgency(at)}`

/** On a grant: it opens the case to an agency's systems too, as app.hears_of has it; not one person's, nor coordination. */
export const openToSystems = (g = 'g') =>
  `${g}.account_id IS NULL AND ${g}.basis <> 'coordination' AND NOT ${g}.narrowed`

/** On a case `c`: the reader’s agency was refused, and others found out more of her than it told itself (ACC-8). */
export const readAsTold = (c = 'c') => `(${c}.own_identity IS NOT NULL AND NOT app.sees_case(${c}.id))`

/** On a case `c`, who she is; to an agency that she refused, as it told it itself (ACC-8). */
export const identityAsSeen = (c = 'c') =>
  `CASE WHEN ${readAsTold(c)} THEN ${c}.own_identity ELSE ${c}.identity END`

/** On `m`, somebody's place in an agency: it is held. */
export const placeInForce = (at: string, m = 'm') => `app.in_force(${m}.started_at, ${m}.ended_at, ${at})`

/**
 * Where a list begins. Of an agency: with the rows that stand ready for it (db/schema/36_lists.sql). For who coordinates, and for who holds no grants,
 * the order of the list itself is walked. Both stand in one statement, of which one is run; policies are asked of what either finds.
 */
export const isWalked = '(SELECT app.grants_to() IS NULL OR app.coordinates())'

/** On `l`, a row of a list: it is one of the agency of who asks. `OFFSET 0` where such a row is looked up: one by one, in the order of the list. */
export const ofAgency = `NOT ${isWalked} AND l.partnership_id = app.partnership_id() AND l.agency_id = app.grants_to()`
