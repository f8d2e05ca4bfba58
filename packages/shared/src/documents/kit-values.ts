/** The papers with which one goes on while the product is down, in the order in which they are wanted. */
export const kitParts = ['numbers', 'referral_form', 'consent_form', 'information_sheet'] as const
export type KitPart = (typeof kitParts)[number]

export const kitPartWords = {
  numbers: 'Whom to ring: the front doors, and who is on call',
  referral_form: 'A blank referral form',
  consent_form: 'A blank consent form',
  information_sheet: 'The information sheet for her',
} as const satisfies Record<KitPart, string>

/** What each is called as a file. The two that she may be given say nothing by their names. */
export const kitFiles = {
  numbers: '1-whom-to-ring.pdf',
  referral_form: '2-referral-form.pdf',
  consent_form: '3-my-choice.pdf',
  information_sheet: '4-your-choice.pdf',
} as const satisfies Record<KitPart, string>
