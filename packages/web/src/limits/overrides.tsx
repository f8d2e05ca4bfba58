import type { Case } from '@alongside/shared/cases/contract'
import { decideOverride, listLimits, listOverrides } from '@alongside/shared/limits/addresses'
import { isSame, lacksDeciders, waitsForDecision, whyNotDecide } from '@alongside/shared/limits/rules'
import type { Limit, LimitOverride } from '@alongside/shared/limits/schema'
import { limitWords, overrideStateWords, seatWords } from '@alongside/shared/limits/words'
import { problems } from '@alongside/shared/problems'
import { Link, useNavigate } from '@tanstack/react-router'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { filesOf } from '../cases/files.ts'
import { whyItIsShared } from '../cases/without-consent-card.tsx'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useAsking, useCan } from '../session/session.tsx'
import { Moment, Until } from '../time/moment.tsx'
import { dateWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Radios } from '../ui/radios.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { Tag } from '../ui/tag.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { overrideColours } from './override-colours.ts'
import { TooFewDecide, WhoDecides } from './who-decides.tsx'

/** ACC-8: what was asked for past her no, by whom, and what was decided. */
export function PastHerLimits({ caseId }: { caseId: string }) {
  const overrides = useRead(listOverrides, { params: { caseId } })
  const limits = useRead(listLimits, { params: { caseId } })
  const asking = useAsking()
  return (
    <Awaited read={overrides} label="Loading what was asked past her no">
      {({ items }) =>
        items.length > 0 && (
          <section className="app-section" aria-labelledby="past-her-no">
            <h2 className="govuk-heading-m" id="past-her-no">
              Sharing past her no
            </h2>
            {items.map((override) => (
              <div key={override.id} className="app-section">
                <Asked override={override} limits={limits.data?.items ?? []} headingLevel={3} />
                {whyNotDecide(override, asking) === null && (
                  <p className="govuk-body">
                    <Link {...paths.caseSection(override.caseId, 'past-limit')} className="govuk-link">
                      Decide on sharing with {override.agencyName}
                    </Link>
                  </p>
                )}
              </div>
            ))}
          </section>
        )
      }
    </Awaited>
  )
}

/** The decisions on this case that wait for whoever reads it, each with what it is about. */
export function DecidePastLimit({ file }: { file: Case }) {
  const overrides = useRead(listOverrides, { params: { caseId: file.id } })
  const limits = useRead(listLimits, { params: { caseId: file.id } })
  const asking = useAsking()
  return (
    <Awaited read={overrides} label="Loading what you are asked">
      {({ items }) => {
        const waiting = items.filter(waitsForDecision)
        return (
          <div className="app-narrow">
            {waiting.length === 0 && <p className="govuk-body">There is nothing to decide any more.</p>}
            {waiting.map((override) => {
              const refused = whyNotDecide(override, asking)
              return (
                <div key={override.id} className="app-section">
                  <Asked
                    override={override}
                    limits={limits.data?.items ?? []}
                    headingLevel={2}
                    record={recordOf(file, override)}
                  />
                  {refused ? (
                    <InsetText>
                      {problems[refused].title}. {problems[refused].fix}
                    </InsetText>
                  ) : (
                    <Decide override={override} />
                  )}
                </div>
              )
            })}
            <p className="govuk-body">
              <Link {...paths.caseSection(file.id, 'consent')} className="govuk-link">
                Her say and who may see it
              </Link>
            </p>
          </div>
        )
      }}
    </Awaited>
  )
}

function Decide({ override }: { override: LimitOverride }) {
  const mayDecide = useCan('consents:record')
  const navigate = useNavigate()
  const { id, caseId, agencyName, mine } = override
  const atOnce = mine.seat === 'on_call'
  const form = useForm(decideOverride, {
    ...useKeptTyping(`past her no ${id}`, 'Whether it is shared past her no, not decided yet', {
      yes: '' as 'yes' | 'no' | '',
      words: '',
    }),
    needed: { yes: 'Say whether it is shared', words: 'Say why' },
    said: ({ yes, words }) => ({ params: { overrideId: id }, body: { yes: yes === 'yes', words } }),
    under: `/limit-overrides/${id}`,
    onSuccess: () => void navigate(paths.caseSection(caseId, 'consent')),
  })
  return (
    <Form form={form}>
      {atOnce && (
        <InsetText>
          You are on call. Your yes opens it for four hours, and everybody concerned is told at once.
        </InsetText>
      )}
      <Radios
        {...form.field('yes')}
        label={`Is her case shared with ${agencyName}, although she said no?`}
        hint={
          atOnce
            ? undefined
            : 'A second person of another agency decides as well. One no is enough to end it.'
        }
        options={[
          { value: 'yes', label: 'Yes, the risk outweighs her no now' },
          { value: 'no', label: 'No, her no holds' },
        ]}
      />
      <Textarea {...form.field('words')} label="Why?" rows={3} />
      <ButtonGroup>
        <Button busy={form.busy} reason={mayDecide ? undefined : 'Your role does not decide this.'}>
          Record my decision
        </Button>
      </ButtonGroup>
    </Form>
  )
}

function Asked({
  override,
  limits,
  headingLevel,
  record,
}: {
  override: LimitOverride
  limits: readonly Limit[]
  headingLevel: 2 | 3
  /** Whose extent and grounds are shown with it, to who decides. */
  record?: WithoutConsent | undefined
}) {
  const { agencyName, state, askedAt, askedBy, askingAgencyName, urgent, delayEndangers, until } = override
  const { dueAt, lapsesAt } = override
  const noOf = (limitId: string) => limits.find(({ id }) => id === limitId)
  return (
    <SummaryList
      card={{ title: `With ${agencyName}`, headingLevel }}
      rows={[
        {
          key: 'State',
          value: (
            <>
              <Tag colour={overrideColours[state]}>{overrideStateWords[state]}</Tag>{' '}
              {state === 'open_for_hours' && until && <Until at={until} />}
            </>
          ),
        },
        {
          key: 'Asked',
          value: (
            <>
              <Moment at={askedAt} /> by {askedBy}, {askingAgencyName}
              {urgent && '. A life is in danger now'}
              {delayEndangers && '. Whoever promised her is told as it opens'}
            </>
          ),
        },
        ...(state === 'asked'
          ? [
              {
                key: 'To be decided',
                value: (
                  <>
                    by <Moment at={dueAt} />. Undecided, it ends by itself <Moment at={lapsesAt} />
                  </>
                ),
              },
            ]
          : []),
        ...(waitsForDecision(override) && override.deciders
          ? [
              {
                key: 'Who decides',
                value: (
                  <>
                    <WhoDecides deciders={override.deciders} />
                    {lacksDeciders(override) && (
                      <p className="govuk-body">
                        Too few are left to decide. <TooFewDecide agencyName={agencyName} />
                      </p>
                    )}
                  </>
                ),
              },
            ]
          : []),
        ...(record ? extentOf(record, override) : []),
        ...eachReason(override.reasons, noOf).map(({ limitId, why, tellHer }) => {
          const limit = noOf(limitId)
          return {
            key: limit ? `She said no to ${limitWords(limit)}, ${dateWords(limit.saidOn)}` : 'Her no',
            value: (
              <>
                <p className="govuk-body app-as-typed">{why}</p>
                <p className="govuk-body app-as-typed">She is told: {tellHer}</p>
              </>
            ),
          }
        }),
        ...override.decisions.map(({ seat, name, agencyName: of, yes, words, decidedAt }) => ({
          key: `${name}, ${of}`,
          value: (
            <>
              <strong>{yes ? 'Yes' : 'No'}</strong>, {seatWords[seat]}, <Moment at={decidedAt} />
              <br />
              <span className="app-as-typed">{words}</span>
            </>
          ),
        })),
      ]}
    />
  )
}

type WithoutConsent = Case['withoutConsents'][number]

/** What asked for it, on whichever of her files that the reader sees. */
const recordOf = (file: Case, { withoutConsentId }: LimitOverride): WithoutConsent | undefined =>
  filesOf(file)
    .flatMap(({ withoutConsents }) => withoutConsents)
    .find(({ id }) => id === withoutConsentId)

/** Before anybody decides: which agency would read what, on which grounds, until when. */
const extentOf = (
  { record, reviewOn }: WithoutConsent,
  { agencyName, urgent, caseReference }: LimitOverride,
) => [
  {
    key: 'What a yes opens',
    value: (
      <>
        {agencyName} can read the whole of file {caseReference}, more than what is named under “What they need
        to know”, until somebody ends it
        {urgent && '. One person on call opens it for four hours'}
      </>
    ),
  },
  ...whyItIsShared(record),
  { key: 'To be looked at again', value: dateWords(reviewOn) },
]

/** The same reason for the same no, said on several of her files, once. */
function eachReason(reasons: LimitOverride['reasons'], noOf: (limitId: string) => Limit | undefined) {
  const alike = (one: (typeof reasons)[number], other: (typeof reasons)[number]) => {
    const [no, same] = [noOf(one.limitId), noOf(other.limitId)]
    return no && same && isSame(no, same) && one.why === other.why && one.tellHer === other.tellHer
  }
  return reasons.filter((reason, at) => !reasons.slice(0, at).some((before) => alike(before, reason)))
}
