import { ageGroundWords } from '@alongside/shared/age/words'
import type { ConsentAnswers, WithoutConsentAnswers } from '@alongside/shared/consent/schema'
import { grounds } from '@alongside/shared/consent/values'
import { wayKindWords, wayValueWords } from '@alongside/shared/reach/words'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import { starterRuleSet } from '@alongside/shared/traffic-light/starter'
import { expect, type Page } from '@playwright/test'
import { type AgencyName, agenciesToAdd } from '../../api/src/demo/cast.ts'
import { type Vignette, vignettes } from '../../api/src/demo/vignettes.ts'

/** Agencies as they stand on screen: on paper a form has no ids, so the vignettes' agencies are named by their names. */
export const agencyNames = {
  lantern: 'Lantern',
  ...Object.fromEntries(Object.entries(agenciesToAdd).map(([key, { name }]) => [key, name])),
} as Record<AgencyName, string>

export function vignette(number: number): Vignette {
  const found = vignettes(agencyNames).find((one) => one.number === number)
  if (!found) throw new Error(`There is no vignette ${number}`)
  return found
}

type Given = string | undefined

/** Fills fields by what a person reads beside them. Nothing is done where there is no answer. */
function hand(page: Page) {
  const group = (legend: string) => page.getByRole('group', { name: legend, exact: true })
  return {
    write: async (label: string, words: Given) => {
      if (words) await page.getByLabel(label, { exact: true }).fill(words)
    },
    choose: async (legend: string, option: Given) => {
      if (option) await group(legend).getByLabel(option, { exact: true }).check()
    },
    tick: async (legend: string, options: readonly string[] = []) => {
      for (const option of options) await group(legend).getByLabel(option, { exact: true }).check()
    },
    date: async (legend: string, date: Given) => {
      if (!date) return
      const [year = '', month = '', day = ''] = date.split('-')
      await group(legend)
        .getByLabel('Day')
        .fill(String(Number(day)))
      await group(legend)
        .getByLabel('Month')
        .fill(String(Number(month)))
      await group(legend).getByLabel('Year').fill(year)
    },
  }
}

/** What is read beside a value whose words are its own: «not_known» is «Not known». */
const capital = (value: Given) => value && value.charAt(0).toUpperCase() + value.slice(1).replaceAll('_', ' ')

type Pen = ReturnType<typeof hand>
type Part = { heading: string; fill: (pen: Pen, answers: ReferralAnswers, page: Page) => Promise<void> }

/** The pages of the form in their order, each filled as its labels ask. */
const parts: Part[] = [
  {
    heading: 'Who this referral is for',
    fill: async (pen, { addressedTo }, page) => {
      if (addressedTo?.meeting) await page.getByLabel('The partnership’s meeting').check()
      await pen.tick('Agencies’ services', addressedTo?.agencies)
      await pen.write(
        'Can this not wait for the meeting that it makes? (optional)',
        addressedTo?.exceptionalReason,
      )
    },
  },
  {
    heading: 'Who she is, and how to reach her safely',
    fill: async (pen, { person = {}, reach }, page) => {
      await pen.write('The name that she uses', person.name)
      await pen.write('Other names (optional)', person.aliases?.join('\n'))
      const { age = {} } = person
      await pen.date('Date of birth', age.born)
      await pen.write('Or her age, as it was said (optional)', age.stated)
      await pen.choose(
        'If it is not known: how old do you believe her to be?',
        age.belief && { believed_adult: '18 or over', may_be_under_18: 'She may be under 18' }[age.belief],
      )
      await pen.choose('What do you know her age by?', age.restsOn && capital(ageGroundWords[age.restsOn]))
      if (age.restsOn === 'other' || age.restsOn === 'worker_guess')
        await pen.write('What makes you think so?', age.inWords)
      await fillReach(page, reach)
      await pen.write('What would put her at risk? (optional)', person.contactToAvoid)
      await pen.write('Her language (optional)', person.language)
      await pen.choose('Does she want an interpreter? (optional)', capital(person.interpreter))
    },
  },
  {
    heading: 'Where she is',
    fill: async (pen, { whereabouts = {} }) => {
      await pen.choose('Does she sell sex now?', capital(whereabouts.sellingSexNow))
      await pen.choose('Is it in Eastmarsh?', capital(whereabouts.inArea))
      await pen.write('Where and when? (optional)', whereabouts.where)
      await pen.write('Where does she sleep?', whereabouts.sleeps)
    },
  },
  {
    heading: 'Children',
    fill: async (pen, { children = {} }) => {
      await pen.choose('Does she have children?', capital(children.hasChildren))
      await pen.write('What should be known about them? (optional)', children.about)
      await pen.choose('Is a child at risk?', capital(children.atRisk))
      await pen.write('What puts the child at risk?', children.risk)
    },
  },
  // HRM-1: no vignette names anybody; people-who-harm.spec.ts fills it.
  { heading: 'People who harm her', fill: async () => undefined },
  {
    heading: 'What puts her at risk',
    fill: async (pen, { indicators = {} }) => {
      for (const { code, label } of starterRuleSet.indicators) {
        await pen.choose(label, capital(indicators[code]?.answer))
        await pen.write(`What it rests on: ${label}`, indicators[code]?.restsOn)
      }
    },
  },
  {
    heading: 'Why the meeting',
    fill: async (pen, { criterion = {} }) => {
      const figures = {
        'Police call-outs or arrests in the past 12 months': criterion.policeContactsLast12Months,
        'And in the 12 months before': criterion.policeContactsPrevious12Months,
      }
      for (const [label, figure] of Object.entries(figures))
        await pen.write(label, figure === undefined ? undefined : String(figure))
      await pen.choose('On which of the two does this referral rest?', capital(criterion.kind))
      if (criterion.kind === 'professional_judgement')
        await pen.write('What makes you seriously concerned?', criterion.reasons)
    },
  },
  { heading: 'Consent, or sharing without it', fill: fillConsent },
  {
    heading: 'Care and support needs',
    fill: async (pen, { safeguarding = {} }) => {
      await pen.choose('Does she have care and support needs?', capital(safeguarding.careAndSupportNeeds))
      await pen.write('What are they?', safeguarding.about)
      await pen.choose(
        'Is she being abused or neglected, or at risk of it?',
        capital(safeguarding.abuseOrNeglect),
      )
      await pen.write('What is happening, or may? (optional)', safeguarding.abuseInWords)
      await pen.choose(
        'Do those needs keep her from protecting herself from it?',
        capital(safeguarding.unableToProtectHerself),
      )
      await pen.write('What does she want to come of it? (optional)', safeguarding.outcome)
    },
  },
  {
    heading: 'Her own words',
    fill: async (pen, { herVoice = {} }) => {
      await pen.write('What does she want said?', herVoice.words)
      await pen.write('What worries her about this? (optional)', herVoice.worries)
      const views = {
        in_danger: 'She says that she is in danger',
        worried: 'She is worried',
        not_worried: 'She is not worried',
        not_asked: 'I have not asked her',
      }
      await pen.choose(
        'How does she see the danger that she is in? (optional)',
        herVoice.danger && views[herVoice.danger],
      )
      await pen.write('What does she say of it? (optional)', herVoice.dangerWords)
      const ways = {
        to_referrer: 'To me',
        to_advocate: 'To an advocate',
        in_writing: 'In writing',
        not_yet_asked: 'She has not been asked yet',
      }
      await pen.choose('How were her words given?', herVoice.given && ways[herVoice.given])
    },
  },
  {
    heading: 'What you ask for',
    fill: async (pen, { request = {}, addressedTo }) => {
      await pen.write('What do you ask of the meeting or the agencies?', request.asks)
      await pen.write(
        `Why is one agency alone not enough?${addressedTo?.meeting ? '' : ' (optional)'}`,
        request.needsMultiAgency,
      )
      await pen.write('What is already in place? (optional)', request.inPlace)
    },
  },
  {
    heading: 'Whether she was discussed before',
    fill: async (pen, { reReferral = {} }) => {
      await pen.choose('Was she discussed at a meeting before?', capital(reReferral.discussedBefore))
      await pen.write('What has escalated for her since then?', reReferral.escalationSince)
      await pen.write('And for her children?', reReferral.childrenEscalation)
    },
  },
  {
    heading: 'About you',
    fill: async (pen, { referrer = {} }) => {
      await pen.write('A telephone number on which you can be asked back', referrer.phone)
      await pen.write('How, and how long, have you known her? (optional)', referrer.knowsHer)
    },
  },
  {
    heading: 'Equality questions',
    fill: async (pen) => {
      await pen.choose('Sex', 'Female')
      await pen.choose('Sexual orientation', 'Not yet asked')
    },
  },
]

/** Row by row, as the form asks them. */
async function fillReach(page: Page, { ways = {}, noneBecause }: NonNullable<ReferralAnswers['reach']> = {}) {
  const said = { yes: 'Yes', no: 'No', not_known: 'Not known' }
  for (const [index, way] of Object.values(ways).entries()) {
    if (index > 0) await page.getByRole('button', { name: 'Add another way' }).click()
    const row = page.getByRole('group', { name: new RegExp(`^Way ${index + 1}`) })
    const choose = (legend: string, option: Given) =>
      option && row.getByRole('group', { name: legend }).getByLabel(option, { exact: true }).check()
    await choose('How?', way.kind && wayKindWords[way.kind])
    await row.getByLabel(way.kind ? wayValueWords[way.kind] : '', { exact: true }).fill(way.value ?? '')
    await choose('Is it safe to reach her this way?', way.safe && said[way.safe])
    if (way.because) await row.getByLabel('Why is it not safe?').fill(way.because)
    if (way.times || way.message || way.namesSender)
      await row.getByText('When, messages, who else answers').click()
    if (way.times) await row.getByLabel('When is it safe? (optional)').fill(way.times)
    await choose('May a message be left? (optional)', way.message && said[way.message])
    await choose('May you say who you are? (optional)', way.namesSender && said[way.namesSender])
  }
  if (noneBecause) await page.getByLabel('Or why is there no safe way yet?').fill(noneBecause)
}

async function fillConsent(pen: Pen, { consent }: ReferralAnswers, page: Page) {
  if (consent?.basis)
    await pen.choose(
      'On what does sharing rest?',
      consent.basis === 'consent' ? 'She agrees' : 'Sharing without consent',
    )
  if (consent?.basis === 'consent') await fillGiven(pen, consent.given ?? {})
  if (consent?.basis === 'without_consent') await fillWithoutConsent(page, consent.without ?? {})
}

async function fillGiven(pen: Pen, given: ConsentAnswers) {
  await pen.write('What was explained to her?', given.explained)
  await pen.write('What does she agree to share?', given.shared)
  await pen.tick('Which agencies does she agree to?', given.agreedAgencies)
  await pen.tick('Which agencies does she not agree to?', given.refusedAgencies)
  await pen.choose('How did she give it?', given.how === 'in_writing' ? 'In writing' : 'She said so')
  await pen.choose(
    'Did anyone help her to understand and be understood?',
    given.through && through[given.through],
  )
  await pen.write('Who took her consent?', given.takenBy)
  await pen.date('When did she give it?', given.givenOn)
  await pen.date('Until when does it hold?', given.until)
}

const through = {
  nobody_else: 'Nobody else was there',
  interpreter: 'An interpreter',
  advocate: 'An advocate',
}
const telling = {
  will_be_told: 'She will be told',
  has_been_told: 'She has been told',
  will_not_be_told: 'She will not be told',
}
const whyWithout = {
  unsafe_to_ask: 'It is unsafe to ask her',
  cannot_be_reached: 'She cannot be reached',
  lacks_capacity: 'She lacks capacity for this decision',
  said_no_risk_outweighs: 'She said no, and the risk outweighs it',
  delay_would_harm: 'Waiting to ask would cause harm',
}

/** The record of sharing without consent, in a referral or on a case. */
export async function fillWithoutConsent(page: Page, without: WithoutConsentAnswers) {
  const pen = hand(page)
  for (const { code, because } of without.grounds ?? []) {
    const title = grounds.find((ground) => ground.code === code)?.title
    await pen.tick('On which legal or safeguarding grounds?', title ? [title] : [])
    if (because) await page.getByLabel('How does it apply?', { exact: true }).last().fill(because)
  }
  await pen.choose(
    'Why could she not be asked, or why does it go ahead?',
    without.why && whyWithout[without.why],
  )
  await pen.write('Say why, in your words', without.whyInWords)
  if (without.capacity) {
    await pen.write('Who assessed it?', without.capacity.assessor)
    await pen.date('When?', without.capacity.assessedOn)
    await pen.write('For which decision?', without.capacity.decision)
    await pen.write('How were her best interests worked out?', without.capacity.bestInterests)
  }
  await pen.write('What is shared, and why no more than that?', without.shared)
  await pen.tick('Which agencies is it shared with?', without.agencies)
  await pen.write('Who decided?', without.decidedBy)
  await pen.choose('Is she told?', without.telling && telling[without.telling])
  await pen.write('When and how, or why not?', without.tellingInWords)
  await pen.date('When is this looked at again?', without.reviewOn)
}

const asked = ({ addressedTo }: ReferralAnswers) =>
  parts.filter(({ heading }) => heading !== 'Why the meeting' || addressedTo?.meeting)

/** Opens a new form and gives its id, from the list of its parts. */
export async function startForm(page: Page): Promise<string> {
  await page.goto('/referrals/new')
  await page.getByRole('button', { name: 'Start the referral' }).click()
  await expect(page.getByRole('heading', { name: 'Referral', exact: true })).toBeVisible()
  return new URL(page.url()).pathname.split('/')[2] ?? ''
}

type Look = (heading: string) => Promise<void>

/**
 * Fills a started form from its first page to its check page, as one reads it. `arrive` is called on every page before
 * it is filled, `look` before one goes on. Stops after the page with the heading `until`, when given, without leaving it.
 */
export async function fillForm(
  page: Page,
  answers: ReferralAnswers,
  { until, arrive, look }: { until?: string; arrive?: Look; look?: Look } = {},
) {
  await page.getByRole('link', { name: 'Who this referral is for' }).click()
  const pen = hand(page)
  for (const { heading, fill } of asked(answers)) {
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await arrive?.(heading)
    await fill(pen, answers, page)
    await look?.(heading)
    if (heading === until) return
    await page.getByRole('button', { name: /^(Continue|Check and submit)$/ }).click()
  }
  await expect(page.getByRole('heading', { name: 'Check the answers' })).toBeVisible()
}

/** From the check page to the page that says what happens next. */
export async function submit(page: Page) {
  await page.getByRole('button', { name: 'Submit the referral' }).click()
  await expect(page.getByRole('heading', { name: 'Referral submitted' })).toBeVisible()
}
