import { toldAge } from '@alongside/shared/age/words'
import type { Case } from '@alongside/shared/cases/contract'
import { whyNotRecordOn } from '@alongside/shared/emergency-access/rules'
import { readCharacteristics, recordCharacteristics } from '@alongside/shared/monitoring/addresses'
import {
  answerWords,
  type Characteristic,
  characteristics,
} from '@alongside/shared/monitoring/characteristics'
import type { CaseCharacteristics } from '@alongside/shared/monitoring/contract'
import { questions } from '@alongside/shared/monitoring/figures'
import {
  ethnicityWords,
  reducesWords,
  sexualOrientationWords,
  sexWords,
  untoldWords,
  yesNoWords,
} from '@alongside/shared/referrals/equality'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { answered } from '../consent/answered.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { sentence } from '../sending/refused.tsx'
import { useCan } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { optionsOf } from '../ui/options.ts'
import { Radios } from '../ui/radios.tsx'
import { Select } from '../ui/select.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { filesOf } from './files.ts'

type Equality = NonNullable<ReferralAnswers['equality']>
type Asked = Exclude<keyof Equality, 'gender'>

const leave = ''
const silent = 'prefers_not_to_say'

/** MON-1: what is counted of her; asked later, or put right. */
export function CountedOfHer({ file }: { file: Case }) {
  const mayRecord = useCan('cases:record') && whyNotRecordOn(file.myBases) === null
  const read = useRead(readCharacteristics, { params: { caseId: file.id } })
  const [recorded, setRecorded] = useState(false)
  return (
    <div className="app-narrow">
      <p className="govuk-body">
        These answers are counted, never looked at one by one, so that the partnership sees whom it does not
        reach. Every answer is hers to give or to keep.
      </p>
      {filesOf(file).length > 1 && <OtherFiles file={file} />}
      {recorded && <NotificationBanner success>Recorded</NotificationBanner>}
      <Awaited read={read} label="Loading what is counted">
        {(known) => (
          <>
            <SummaryList
              rows={[
                { key: 'Age', value: known.age ? sentence(toldAge(known.age)) : untoldWords.not_yet_asked },
                ...characteristics.map((one) => ({
                  key: questions[one].title,
                  value: answerWords[one][known.counted[one]],
                })),
              ]}
            />
            {mayRecord && <AskLater known={known} onRecorded={() => setRecorded(true)} />}
          </>
        )}
      </Awaited>
    </div>
  )
}

/** REF-10: each file keeps its own answers; counted together, the person has what either was told. */
function OtherFiles({ file }: { file: Case }) {
  return (
    <p className="govuk-body">
      This is file {file.reference}. Answers stand in each of her files:{' '}
      {file.joinedFiles.map(({ file: { id, reference } }, at) => (
        <span key={id}>
          {at > 0 && ', '}
          <Link {...paths.caseSection(id, 'counted')} className="govuk-link app-nowrap">
            {reference}
          </Link>
        </span>
      ))}
    </p>
  )
}

type Props = { known: CaseCharacteristics; onRecorded: () => void }

function AskLater({ known, onRecorded }: Props) {
  const form = useForm(recordCharacteristics, {
    start: { equality: {} as Equality },
    faultsIn: ({ equality }) =>
      Object.keys(equality).length > 0
        ? []
        : [{ pointer: '/equality/ethnicity', code: 'missing', detail: 'Choose an answer that changes' }],
    said: ({ equality }) => ({
      params: { caseId: known.caseId },
      version: known.version,
      body: { equality },
    }),
    onSuccess: onRecorded,
  })
  const { equality } = form.values
  const set = (key: Asked, value: string) =>
    form.set({
      equality: answered(
        // What a condition reduces is asked of nobody who has none.
        key === 'condition' ? answered(equality, 'conditionReduces', undefined) : equality,
        key,
        (value || undefined) as Equality[Asked],
      ),
    })
  const place = (key: Asked, label: string) => ({
    name: `/equality/${key}`,
    label,
    error: form.errorAt(`/equality/${key}`),
    value: equality[key] ?? leave,
    onChange: (value: string) => set(key, value),
  })
  const radios = (
    key: Asked,
    of: Characteristic | null,
    label: string,
    answers: Readonly<Record<string, string>>,
  ) => (
    <Radios
      {...place(key, label)}
      options={[
        leaveIt(known, of),
        ...optionsOf(answers),
        { value: silent, label: untoldWords.prefers_not_to_say, divider: 'or' },
      ]}
    />
  )
  return (
    <Details summary="Ask later, or put right">
      <Form form={form}>
        <p className="govuk-body">
          Ask her; do not guess. Skip what was not asked: it stays as it is. Reports that are out do not
          change.
        </p>
        <Select
          {...place('ethnicity', 'Ethnicity')}
          options={[
            leaveIt(known, 'ethnicity'),
            ...optionsOf(ethnicityWords),
            { value: silent, label: untoldWords.prefers_not_to_say },
          ]}
        />
        {radios('sex', 'sex', 'Sex', sexWords)}
        {radios(
          'genderSameAsRegisteredAtBirth',
          'genderSame',
          'Is her gender the same as was registered at birth?',
          yesNoWords,
        )}
        {radios('sexualOrientation', 'sexualOrientation', 'Sexual orientation', sexualOrientationWords)}
        {radios(
          'condition',
          'disability',
          'Does she have a health condition that lasts, or is expected to last, 12 months or more?',
          yesNoWords,
        )}
        {equality.condition === 'yes' &&
          radios('conditionReduces', null, 'Does it make day-to-day activities harder?', reducesWords)}
        <Button busy={form.busy}>Record her answers</Button>
      </Form>
    </Details>
  )
}

const leaveIt = ({ counted }: CaseCharacteristics, of: Characteristic | null) => ({
  value: leave,
  label:
    of === null || counted[of] === 'not_yet_asked'
      ? 'Skip: not asked'
      : `Leave it: ${answerWords[of][counted[of]]}`,
})
