import type { Case } from '@alongside/shared/cases/contract'
import { whyNotRecordOn } from '@alongside/shared/emergency-access/rules'
import { changeOtherForum, listOtherForums, recordOtherForum } from '@alongside/shared/other-forums/addresses'
import { forumFaults, whyNotRecordForum } from '@alongside/shared/other-forums/rules'
import type { OtherForum } from '@alongside/shared/other-forums/schema'
import { type Forum, forums, unreadableForum } from '@alongside/shared/other-forums/values'
import { forumHints, forumWords } from '@alongside/shared/other-forums/words'
import { problems } from '@alongside/shared/problems'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { useRead } from '../client/hooks.ts'
import { dateFaults } from '../consent/date-faults.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCalendar } from '../session/partnership.ts'
import { useSession } from '../session/session.tsx'
import { today } from '../time/local.ts'
import { Moment } from '../time/moment.tsx'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Details } from '../ui/details.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Radios } from '../ui/radios.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { ForumFields, saidOf, type Typed, typedOf } from './fields.tsx'
import { OneForum } from './known.tsx'

/** FOR-1: other forums that know of her: one more, or what came of one. */
export default function RecordOtherForum({ file }: { file: Case }) {
  const read = useRead(listOtherForums, { params: { caseId: file.id } })
  const refused = whyNotRecordOn(file.myBases)
  if (refused) return <EmptyState title={problems[refused].title}>{problems[refused].fix}</EmptyState>
  return (
    <div className="app-narrow">
      <Awaited read={read} label="Loading other forums">
        {({ items }) =>
          items.map((forum) => (
            <section key={`${forum.id} ${forum.version}`} className="app-section">
              <p className="govuk-body">
                <OneForum said={forum} />
              </p>
              <p className="govuk-body-s app-quiet">
                Recorded <Moment at={forum.recordedAt} /> by {forum.recordedBy}, {forum.agencyName}
                {forum.caseId !== file.id && `, on file ${forum.caseReference}`}
              </p>
              {/* What cannot be read is changed by nobody: a change rests on what it was. */}
              {forum.forum !== unreadableForum && (
                <Details summary={`What is known of it now: ${forumWords[forum.forum]}`}>
                  <ChangeForum forum={{ ...forum, forum: forum.forum }} />
                  <Before forum={forum} />
                </Details>
              )}
            </section>
          ))
        }
      </Awaited>
      <h2 className="govuk-heading-m">Record another forum</h2>
      <NewForum caseId={file.id} />
    </div>
  )
}

function Before({ forum }: { forum: OtherForum }) {
  if (forum.before.length === 0) return null
  return (
    <>
      <h3 className="govuk-heading-s">What was said before</h3>
      <ul className="govuk-list">
        {forum.before.map((entry) => (
          <li key={entry.version}>
            <OneForum said={entry} />{' '}
            <span className="app-quiet">
              (<Moment at={entry.recordedAt} />, {entry.recordedBy}, {entry.agencyName})
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function NewForum({ caseId }: { caseId: string }) {
  const day = today(useCalendar())
  const role = useSession().acting?.role
  const form = useForm(recordOtherForum, {
    ...useKeptTyping(`other forum ${caseId}`, 'Another forum that knows of her, not recorded yet', {
      forum: '' as Forum | '',
      ...typedOf(),
    }),
    needed: { forum: 'Choose the forum' },
    faultsIn: ({ forum, ...typed }) => faultsOf(forum, typed, day),
    said: ({ forum, ...typed }) => ({ params: { caseId }, body: { forum, ...saidOf(forum, typed) } }),
  })
  const { forum } = form.values
  return (
    <Form form={form}>
      {form.done && <NotificationBanner success>Recorded</NotificationBanner>}
      <Radios
        {...form.field('forum')}
        label="Which forum?"
        options={forums
          .filter((one) => role !== undefined && whyNotRecordForum(one, { role }) === null)
          .map((value) => ({ value, label: forumWords[value], hint: forumHints[value] }))}
      />
      {forum && <ForumFields forum={forum} form={form} />}
      <Button busy={form.busy}>Record the forum</Button>
    </Form>
  )
}

function ChangeForum({
  forum: { id, version, forum, ...said },
}: {
  forum: Omit<OtherForum, 'forum'> & { forum: Forum }
}) {
  const day = today(useCalendar())
  const form = useForm(changeOtherForum, {
    ...useKeptTyping(`other forum ${id} ${version}`, 'What is known of another forum now, not saved yet', {
      ...typedOf(said),
      mistaken: false,
      why: '',
    }),
    keeps: true,
    under: `/${id}`,
    faultsIn: ({ mistaken, why, ...typed }) => [
      ...faultsOf(forum, typed, day),
      ...(mistaken && !why ? [{ pointer: '/why', code: 'missing', detail: 'Say why it was a mistake' }] : []),
    ],
    said: ({ mistaken, why, ...typed }) => ({
      params: { otherForumId: id },
      version,
      body: { ...saidOf(forum, typed), ...(mistaken && { mistaken }), ...(why && { why }) },
    }),
  })
  return (
    <Form form={form}>
      <ForumFields forum={forum} form={form} />
      <Checkbox {...form.field('mistaken')} label="It was recorded by mistake" />
      <Textarea {...form.field('why')} label="What changed? (optional)" rows={2} />
      <Button variant="secondary" busy={form.busy}>
        Save what is known now
      </Button>
    </Form>
  )
}

const faultsOf = (forum: Forum | '', typed: Typed, day: string) => {
  const { referredOn, heardOn } = typed
  const unfinished = dateFaults({ referredOn, heardOn })
  return forum === '' || unfinished.length > 0
    ? unfinished
    : forumFaults({ forum, ...saidOf(forum, typed) }, day)
}
