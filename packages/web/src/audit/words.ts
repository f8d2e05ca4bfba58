import type { Basis } from '@alongside/shared/access'

/** ACC-2: why an agency may see a case. */
export const basisWords = {
  own_referral: 'It made the referral',
  consent: 'She agreed to it',
  without_consent: 'Sharing without consent',
  coordination: 'It coordinates the partnership',
  emergency_access: 'Emergency access',
  invitation: 'Invited to one agenda item',
} as const satisfies Record<Basis, string>

const isBasis = (text: string): text is Basis => text in basisWords

/** The basis of a past access, which the record keeps as text; several stand in a row. */
export const basisInWords = (basis: string | null): string =>
  basis
    ?.split(', ')
    .map((one) => (isBasis(one) ? basisWords[one] : one))
    .join(' · ') ?? ''
