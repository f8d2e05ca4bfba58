import { ageAsOf, birthYears, dateOfBirthOf } from '@alongside/shared/age/rules'
import type { Identity } from '@alongside/shared/cases/contract'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import type { Vault } from '../vault.ts'
import { nameTokens } from './name-tokens.ts'

/** How a referral's person section becomes a case's identity; what was not answered is null. `day`: the local day of the submission. */
export function identityOf({ person = {} }: ReferralAnswers, day: string): Identity {
  return {
    name: said(person.name) ?? 'Name not known',
    aliases: (person.aliases ?? []).map((alias) => alias.trim()).filter(Boolean),
    age: ageAsOf(person.age, day),
    language: said(person.language),
    interpreter: person.interpreter ?? null,
    contactToAvoid: said(person.contactToAvoid),
  }
}

/** What a file is found by: its names, and what is known of her birth. */
export const identityTokens = (
  vault: Vault,
  partnershipId: string,
  { name, aliases, age }: Identity,
  day: string,
): bigint[] =>
  nameTokens(vault, partnershipId, [name, ...aliases], {
    date: dateOfBirthOf(age),
    years: birthYears(age, day),
  })

const said = (text: string | undefined) => text?.trim() || null
