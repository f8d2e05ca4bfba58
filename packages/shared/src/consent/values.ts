import catalogue from '../../data/without-consent-grounds.json' with { type: 'json' }
/** The catalogue of CON-2, each ground with its statute. */
export const grounds = catalogue.grounds
export const groundCodes = grounds.map((ground) => ground.code)
export const reasonsWithoutConsent = [
  'unsafe to ask',
  'cannot be reached',
  'lacks capacity for this decision',
  'said no, and the risk outweighs it',
  'delay would cause harm',
] as const
