import catalogue from '../../data/without-consent-grounds.json' with { type: 'json' }
/** The catalogue of CON-2, each ground with its statute. */
export const grounds = catalogue.grounds
export const groundCodes = grounds.map((ground) => ground.code)
export const reasonsWithoutConsent = [
  'unsafe_to_ask',
  'cannot_be_reached',
  'lacks_capacity',
  'said_no_risk_outweighs',
  'delay_would_harm',
] as const
