import type { Section } from '@alongside/shared/referrals/schema'
import type { ReactElement } from 'react'
import { AboutYou } from './sections/about-you.tsx'
import { Children } from './sections/children.tsx'
import { ConsentSection } from './sections/consent.tsx'
import { Criterion } from './sections/criterion.tsx'
import { Equality } from './sections/equality.tsx'
import { ForWhom } from './sections/for-whom.tsx'
import { HerVoice } from './sections/her-voice.tsx'
import { Indicators } from './sections/indicators.tsx'
import { PeopleWhoHarm } from './sections/people-who-harm.tsx'
import { Person } from './sections/person.tsx'
import { ReReferral } from './sections/re-referral.tsx'
import { RequestSection } from './sections/request.tsx'
import { Safeguarding } from './sections/safeguarding.tsx'
import { Whereabouts } from './sections/whereabouts.tsx'

/** The fields of each section, for a page of its own or for one of several. */
export const sectionFields: Partial<Record<Section, ReactElement>> = {
  addressedTo: <ForWhom />,
  person: <Person />,
  whereabouts: <Whereabouts />,
  children: <Children />,
  peopleWhoHarm: <PeopleWhoHarm />,
  indicators: <Indicators />,
  criterion: <Criterion />,
  consent: <ConsentSection />,
  safeguarding: <Safeguarding />,
  herVoice: <HerVoice />,
  request: <RequestSection />,
  reReferral: <ReReferral />,
  referrer: <AboutYou />,
  equality: <Equality />,
}
