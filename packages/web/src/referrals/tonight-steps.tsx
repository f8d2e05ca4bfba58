import { previewReferral } from '@alongside/shared/referrals/addresses'
import { lightOf } from '@alongside/shared/referrals/completeness'
import { indicatorOf } from '@alongside/shared/referrals/night-form'
import { faceWords, restDue } from '@alongside/shared/referrals/tonight'
import { ageBandWords, knownByWords, reachWords, sayWords } from '@alongside/shared/referrals/values'
import type { ReactNode } from 'react'
import { useRead } from '../client/hooks.ts'
import { answered } from '../consent/answered.ts'
import { WithoutConsentFields } from '../consent/without-consent-fields.tsx'
import { useIsOwnFrontDoor } from '../safeguarding/whom-to-tell.tsx'
import { useAgencyName, useCalendar, usePartnership } from '../session/partnership.ts'
import { Due } from '../time/due.tsx'
import { useNow } from '../time/now.ts'
import { momentWords } from '../time/words.ts'
import { Checkboxes } from '../ui/checkboxes.tsx'
import { Light } from '../ui/light.tsx'
import { optionsOf } from '../ui/options.ts'
import { Radios } from '../ui/radios.tsx'
import { Telephone } from '../ui/telephone.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { useDraft } from './draft-context.tsx'
import { useSection } from './sections/use-section.ts'
import { Under18 } from './under-18.tsx'

/** Options that a thumb finds: the whole of each is its target. */
const Chips = ({ list = false, children }: { list?: boolean; children: ReactNode }) => (
  <div className={list ? 'app-chips app-chips--list' : 'app-chips'}>{children}</div>
)

export function WhoSheIs() {
  const person = useSection('person')
  const { answers, set, words, choice, place } = useSection('tonight')
  const { under18 } = useDraft()
  const { frontDoors } = usePartnership()
  const ownTeam = useIsOwnFrontDoor()('child')
  return (
    <>
      <p className="app-night__step">
        Danger to life: <Telephone number="999" />.
        {!ownTeam && (
          <>
            {' '}
            A child: <Telephone number={frontDoors.child.nightTelephone ?? frontDoors.child.telephone} />.
          </>
        )}
      </p>
      <TextInput {...person.words('name')} label="What she is called" autoComplete="off" spellCheck={false} />
      <Chips>
        <Radios {...choice('age')} label="How old" options={optionsOf(ageBandWords)} />
      </Chips>
      {under18 && <Under18 />}
      <Chips>
        <Checkboxes
          {...place('reach')}
          label="How to reach her safely"
          options={optionsOf(reachWords).map((one) => ({ ...one, exclusive: one.value === 'no_way_yet' }))}
          value={answers.reach ?? []}
          onChange={(ways) => set('reach', ways)}
        />
      </Chips>
      {answers.reach?.includes('by_phone') && (
        <TextInput
          {...words('reachOn')}
          limit={100}
          label="The number on which it is safe to ring her"
          type="tel"
          autoComplete="off"
        />
      )}
    </>
  )
}

export function Facing() {
  const { answers, set, words, choice, place } = useSection('tonight')
  return (
    <>
      <p className="app-night__step">What you do not tick stays “not known yet”.</p>
      <Chips list>
        <Checkboxes
          {...place('faces')}
          label={<span className="govuk-visually-hidden">What she is facing tonight</span>}
          options={optionsOf(faceWords).map((one) => ({ ...one, exclusive: one.value === 'none_of_these' }))}
          value={answers.faces ?? []}
          onChange={(faces) => set('faces', faces)}
        />
      </Chips>
      <Chips>
        <Radios {...choice('knownBy')} label="How do you know" options={optionsOf(knownByWords)} />
      </Chips>
      <Textarea {...words('more')} label="A few words, if you can" rows={2} />
    </>
  )
}

/** REF-6: the light as it stands, and which ticks made it. */
export function WhyThisLight() {
  const { tidy } = useDraft()
  const { ruleSet } = usePartnership()
  const { light, explanation } = lightOf(ruleSet, tidy)
  if (!light) return null
  const met = new Set(explanation.because.flatMap(({ indicators }) => indicators.map(({ code }) => code)))
  const made = (tidy.tonight?.faces ?? []).filter(
    (face) => face !== 'none_of_these' && met.has(indicatorOf(ruleSet, face)?.code ?? ''),
  )
  return (
    <output className="app-night__light">
      <Light light={light} />
      <span>
        {made.length > 0
          ? ` for: ${made.map((face) => faceWords[face].toLowerCase()).join('; ')}`
          : ' so far'}
      </span>
    </output>
  )
}

export function HerSay() {
  const tonight = useSection('tonight')
  const consent = useSection('consent')
  const voice = useSection('herVoice')
  const referrer = useSection('referrer')
  const { agencies, coordinatingAgencyId } = usePartnership()
  const { referral } = useDraft()
  const { given = {}, without } = consent.answers
  const { say } = tonight.answers
  const { agreedAgencies: yes = [], refusedAgencies: no = [] } = given
  // Her worker’s own agency knows her; the meeting’s is asked about all the same.
  const asked = agencies
    .filter(({ id }) => id !== referral.agencyId || id === coordinatingAgencyId)
    .map(({ id, name }) => ({
      value: id,
      label: id === coordinatingAgencyId ? `${name}, and the meeting` : name,
    }))
  const record = (agreed: readonly string[], refused: readonly string[]) =>
    consent.set('given', {
      ...answered(answered(given, 'agreedAgencies', listed(agreed)), 'refusedAgencies', listed(refused)),
    })
  const tell = (chosen: readonly string[]) => {
    const said = chosen.find((one) => one in sayWords) as typeof say
    const agreed = chosen.filter((one) => !(one in sayWords))
    tonight.set('say', said)
    record(agreed, said === 'could_not_ask' ? [] : no.filter((id) => !agreed.includes(id)))
  }
  return (
    <>
      <Chips>
        <Checkboxes
          name="/answers/consent/given/agreedAgencies"
          error={
            consent.errorOf('/answers/consent/given/agreedAgencies') ??
            tonight.errorOf('/answers/tonight/say') ??
            consent.errorOf('/answers/addressedTo/meeting')
          }
          label="Whom may we tell, so that they can help?"
          hint="Who is not ticked is not told. Asked by you, tonight, spoken; for six months."
          options={[...asked, ...optionsOf(sayWords).map((one) => ({ ...one, exclusive: true }))]}
          value={[...yes, ...(say ? [say] : [])]}
          onChange={tell}
        />
      </Chips>
      {say === 'could_not_ask' ? (
        <WithoutConsentFields
          at="/answers/consent/without"
          answers={without ?? {}}
          onChange={(record) => consent.set('without', record)}
          agencies={agencies}
          errorAt={consent.errorOf}
        />
      ) : (
        <>
          <Chips>
            <Checkboxes
              name="/answers/consent/given/refusedAgencies"
              error={consent.errorOf('/answers/consent/given/refusedAgencies')}
              label="Anyone who must not know?"
              hint="Her no holds until she lifts it. Who is ticked nowhere was not asked about."
              options={asked}
              value={no}
              onChange={(refused) =>
                record(
                  yes.filter((id) => !refused.includes(id)),
                  refused,
                )
              }
            />
          </Chips>
          <Textarea
            name="/answers/consent/given/limits"
            label="Somebody else, or something it must not be used for (optional)"
            error={consent.errorOf('/answers/consent/given/limits')}
            value={given.limits ?? ''}
            onChange={(limits) => consent.set('given', answered(given, 'limits', limits || undefined))}
            rows={2}
          />
        </>
      )}
      <Textarea {...voice.words('words')} label="Her words (optional)" rows={2} />
      <TextInput
        {...referrer.words('phone')}
        limit={60}
        label="Your number, to be asked back"
        type="tel"
        autoComplete="tel"
      />
    </>
  )
}

const listed = (ids: readonly string[]) => (ids.length > 0 ? [...ids] : undefined)

/** REF-8: who answers by when, and when the rest is owed. */
export function WhatNext() {
  const { referral, tidy } = useDraft()
  const { coordinatingAgencyId } = usePartnership()
  const calendar = useCalendar()
  const now = useNow().toString()
  const agencyName = useAgencyName()
  const { data } = useRead(previewReferral, { params: { referralId: referral.id } })
  const { meeting, agencies = [] } = tidy.addressedTo ?? {}
  const said = tidy.tonight?.say ?? tidy.consent?.given?.agreedAgencies?.length
  const told = [...(meeting && coordinatingAgencyId ? [coordinatingAgencyId] : []), ...agencies].map(
    agencyName,
  )
  return (
    <p className="app-night__step">
      {said && data?.dueAt && (
        <>
          {told.join(', ')}: an answer <Due at={data.dueAt} />.{' '}
        </>
      )}
      The rest of the form: by {momentWords(calendar, restDue(calendar, now))}.
    </p>
  )
}
