import type { Case, CaseFile } from '@alongside/shared/cases/contract'
import { grounds } from '@alongside/shared/consent/values'
import { tellingWords, whyWords } from '@alongside/shared/consent/words'
import { noTo } from '@alongside/shared/limits/of-person'
import type { Limit, LimitOverride } from '@alongside/shared/limits/schema'
import { overrideOutcomeWords, overrideStateWords } from '@alongside/shared/limits/words'
import { overrideColours } from '../limits/override-colours.ts'
import { useAgencyName } from '../session/partnership.ts'
import { Moment, Until } from '../time/moment.tsx'
import { dateWords } from '../time/words.ts'
import { SummaryList } from '../ui/summary-list.tsx'
import { Tag } from '../ui/tag.tsx'

type WithoutConsent = Case['withoutConsents'][number]
type Record = WithoutConsent['record']

interface Props {
  without: WithoutConsent
  grants: CaseFile['grants']
  limits: readonly Limit[]
  overrides: readonly LimitOverride[]
}

/** CON-2. What asks to go past her no is not decided by being recorded: its card says of each agency where that stands (ACC-8). */
export function WithoutConsentCard({ without, grants, limits, overrides }: Props) {
  const { id, record, reviewOn, recordedAt, recordedBy } = without
  const asked = overrides.filter(({ withoutConsentId }) => withoutConsentId === id)
  const onlyAsked =
    asked.length > 0 &&
    record.agencies?.every((one) => asked.some(({ agencyId, state }) => agencyId === one && !isShared(state)))
  return (
    <SummaryList
      card={{
        title: onlyAsked
          ? 'Asked for, and nothing is shared by it'
          : `To be looked at again ${dateWords(reviewOn)}`,
        headingLevel: 3,
      }}
      rows={[
        {
          key: 'With',
          value: record.agencies?.map((agencyId) => (
            <WithAgency
              key={agencyId}
              agencyId={agencyId}
              override={asked.find((one) => one.agencyId === agencyId)}
              grants={grants}
              limits={limits}
            />
          )),
        },
        ...whyItIsShared(record),
        ...(onlyAsked ? [{ key: 'To be looked at again', value: dateWords(reviewOn) }] : []),
        {
          key: onlyAsked ? 'Written down' : 'Recorded',
          value: (
            <>
              <Moment at={recordedAt} /> by {recordedBy}
            </>
          ),
        },
      ]}
    />
  )
}

const isShared = (state: LimitOverride['state']) => state === 'open' || state === 'open_for_hours'

function WithAgency({
  agencyId,
  override,
  grants,
  limits,
}: {
  agencyId: string
  override: LimitOverride | undefined
} & Pick<Props, 'grants' | 'limits'>) {
  const name = useAgencyName()(agencyId)
  if (override)
    return (
      <div>
        {name} <Tag colour={overrideColours[override.state]}>{overrideStateWords[override.state]}</Tag>{' '}
        {overrideOutcomeWords[override.state]}
      </div>
    )
  const no = noTo(agencyId, limits)
  if (!no) return <div>{name}</div>
  const still = grants.find(
    (grant) =>
      grant.agencyId === agencyId && grant.basis === 'without_consent' && grant.inForce && !grant.narrowed,
  )
  return (
    <div>
      <strong>{still ? name : `Not ${name}`}</strong>
      {still?.until && (
        <>
          {' '}
          until <Until at={still.until} />
        </>
      )}
      : she said no on {dateWords(no.saidOn)}
    </div>
  )
}

/** CON-2: on which grounds, why she was not asked, what, who decided, and whether she is told. For who decides on it, too. */
export function whyItIsShared(record: Record) {
  return [
    {
      key: 'Grounds',
      value: (
        <ul className="govuk-list">
          {record.grounds?.map(({ code, because }) => (
            <li key={code}>
              <p className="govuk-body">
                <strong>{groundOf(code)?.title ?? code}</strong>{' '}
                <span className="app-quiet">{groundOf(code)?.legalReference}</span>
              </p>
              <AsTyped>{because}</AsTyped>
            </li>
          ))}
        </ul>
      ),
    },
    {
      key: 'Why she was not asked, or why it goes ahead',
      value: (
        <>
          {record.why && <p className="govuk-body">{whyWords[record.why]}</p>}
          <AsTyped>{record.whyInWords}</AsTyped>
        </>
      ),
    },
    { key: 'What they need to know', value: <AsTyped>{record.shared}</AsTyped> },
    { key: 'Decided by', value: record.decidedBy },
    {
      key: 'Is she told',
      value: (
        <>
          {record.telling && <p className="govuk-body">{tellingWords[record.telling]}</p>}
          <AsTyped>{record.tellingInWords}</AsTyped>
        </>
      ),
    },
    ...(record.capacity
      ? [
          {
            key: 'Her capacity for this decision',
            value: (
              <AsTyped>
                {[
                  record.capacity.assessor,
                  record.capacity.assessedOn && dateWords(record.capacity.assessedOn),
                  record.capacity.decision,
                  record.capacity.bestInterests,
                ]
                  .filter(Boolean)
                  .join('\n')}
              </AsTyped>
            ),
          },
        ]
      : []),
  ]
}

const groundOf = (code: string) => grounds.find((ground) => ground.code === code)

export function AsTyped({ children }: { children: string | undefined }) {
  return <span className="app-as-typed">{children}</span>
}
