import type { Identity } from '@alongside/shared/cases/contract'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import { choiceWords } from '@alongside/shared/referrals/words'

/** How a referral's person section becomes a case's identity; what was not answered is null. */
export function identityOf({ person = {} }: ReferralAnswers): Identity {
  return {
    name: said(person.name) ?? 'Name not known',
    aliases: (person.aliases ?? []).map((alias) => alias.trim()).filter(Boolean),
    dateOfBirth: person.dateOfBirth ?? null,
    ageBelief: person.ageBelief
      ? [choiceWords.person.ageBelief[person.ageBelief], said(person.ageBeliefRestsOn)]
          .filter(Boolean)
          .join(': ')
          .slice(0, 200)
      : null,
    language: said(person.language),
    interpreter: person.interpreter ?? null,
    safeContactHow: said(person.safeContactHow),
    safeContactWhen: said(person.safeContactWhen),
    contactToAvoid: said(person.contactToAvoid),
  }
}

const said = (text: string | undefined) => text?.trim() || null
