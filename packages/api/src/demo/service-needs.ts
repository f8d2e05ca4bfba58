import type { AgencyName } from './cast.ts'
import type { Situation } from './situations.ts'

/** For agencies’ services: answered without the meeting. */
export const serviceNeeds: readonly (Situation & { to: readonly AgencyName[] })[] = [
  {
    to: ['clinic'],
    by: ['outreach', 'drugs'],
    yes: { physical_health: 'No check-up for three years', wants_support: 'Asks for it herself' },
    sleeps: 'In a shared house',
    words: 'Somebody who doesn’t write it all down in front of me.',
    needs: 'One service can meet this.',
    asks: 'An appointment in the late afternoon, with the same nurse each time',
    inPlace: 'Nothing yet',
  },
  {
    to: ['housing', 'lantern'],
    by: ['clinic', 'probation', 'drugs'],
    yes: { money: 'No claim running', isolation: 'New to the town' },
    sleeps: 'In a hotel that the council pays until the month’s end',
    words: 'A door that I can lock and a kettle.',
    needs: 'Housing advice first; outreach alongside.',
    asks: 'A housing interview with somebody beside her',
    inPlace: 'The hotel, until the month’s end',
  },
  {
    to: ['drugs'],
    by: ['health', 'probation', 'outreach'],
    yes: { wants_support: 'Asks to start treatment again', physical_health: 'Chest infection, treated' },
    sleeps: 'With her sister',
    words: 'I did eight months once. I can do it again.',
    needs: 'One service can meet this.',
    asks: 'A start date that she hears from a person, not a letter',
    inPlace: 'Her sister is with her in this',
  },
]
