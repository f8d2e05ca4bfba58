import { type Alongside, answerOf, connect, match, type Schemas } from './alongside.ts'
import { type CaseSystem, openCaseSystem, type PersonRecord } from './case-system.ts'
import { formOf } from './form.ts'

// One run brings both sides into step. It may be cut short anywhere and run again: nothing is done twice.
const {
  ALONGSIDE_URL = 'http://localhost:3000',
  CLIENT_ID = '01995b1c-7d00-7000-8000-5a9db0c50001',
  CLIENT_SECRET = 'sandbox-secret-that-is-no-secret',
  CASE_SYSTEM = 'data',
} = process.env
const ours = openCaseSystem(CASE_SYSTEM)
const alongside = await connect(ALONGSIDE_URL, CLIENT_ID, CLIENT_SECRET)

await fileReferrals(alongside, ours)
await confirmFlags(alongside, ours)
await keepTasks(alongside, ours)

/** Ours → theirs: what was ticked to be referred; and how it stands there since. */
async function fileReferrals(api: Alongside, { records, save }: CaseSystem) {
  const partnership = answerOf(await api.GET('/v1/partnership'))
  for (const record of records.filter(({ refer }) => refer)) {
    const referral = record.alongside ? await read(api, record.alongside.id) : await start(api, record)
    record.alongside = { id: referral.id, reference: referral.reference, state: referral.state }
    save()
    if (referral.state === 'draft') await send(api, record, referral, formOf(record, partnership))
    save()
    console.log(`${record.number} is ${record.alongside.reference}: ${record.alongside.state}`)
  }
}

async function read(api: Alongside, referralId: string) {
  return answerOf(await api.GET('/v1/referrals/{referralId}', { params: { path: { referralId } } }))
}

/** Under our own number, which is one of our referrals each: a run that was cut short finds what it had filed. */
async function start(api: Alongside, { number }: PersonRecord) {
  const { items } = answerOf(
    await api.GET('/v1/referrals', { params: { query: { externalReference: number } } }),
  )
  if (items[0]) return read(api, items[0].id)
  return answerOf(
    await api.POST('/v1/referrals', {
      params: { header: { 'idempotency-key': `start-${number}` } },
      body: { externalReference: number },
    }),
  )
}

/** What is still missing is named answer by answer, for the worker to mend in our own system; the draft waits. */
async function send(
  api: Alongside,
  record: PersonRecord,
  referral: Schemas['Referral'],
  answers: Schemas['ReferralAnswers'],
) {
  const path = { referralId: referral.id }
  const saved = answerOf(
    await api.PATCH('/v1/referrals/{referralId}', {
      params: { path, header: match(referral) },
      body: { answers },
    }),
  )
  const { data, error } = await api.POST('/v1/referrals/{referralId}/submission', {
    params: {
      path,
      header: { ...match(saved), 'idempotency-key': `submit-${record.number}-${saved.version}` },
    },
    body: {},
  })
  const { id, reference } = referral
  if (data) record.alongside = { id, reference, state: data.state }
  else if (error.code === 'referral.incomplete')
    record.alongside = {
      id,
      reference,
      state: 'draft',
      toMend: (error.errors ?? []).map(({ pointer }) => pointer),
    }
  else throw new Error(`${error.status} ${error.code}: ${error.detail}`)
}

/** Theirs → ours: each flag asked for is put on our record, and confirmed with our number for it. */
async function confirmFlags(api: Alongside, { flags, save, cursor, keepCursor }: CaseSystem) {
  for (let after = cursor(), more = true; more; ) {
    const page = answerOf(
      await api.GET('/v1/flags', {
        params: { query: { state: 'asked', limit: 50, ...(after && { cursor: after }) } },
      }),
    )
    for (const flag of page.items) {
      const known = flags.find(({ caseReference }) => caseReference === flag.caseReference)
      const kept = known ?? {
        number: `FLAG-${flags.length + 1}`,
        caseReference: flag.caseReference ?? '',
        on: new Date().toISOString().slice(0, 10),
      }
      if (!known) flags.push(kept)
      save()
      answerOf(
        await api.POST('/v1/cases/{caseId}/flag/confirmation', {
          params: {
            path: { caseId: flag.caseId },
            header: { ...match(flag), 'idempotency-key': `confirm-${flag.id}-${flag.version}` },
          },
          body: { on: kept.on, reference: kept.number },
        }),
      )
      console.log(`${kept.number} is confirmed for ${kept.caseReference}`)
    }
    after = page.next
    keepCursor(after)
    more = after !== null
  }
}

/** Both ways: what our agency agreed to do becomes a task; what our workers did is reported. */
async function keepTasks(api: Alongside, { tasks, save }: CaseSystem) {
  const { acting } = answerOf(await api.GET('/v1/session'))
  const query = { agencyId: acting?.agencyId ?? '', limit: 100 }
  const { items } = answerOf(await api.GET('/v1/actions', { params: { query } }))
  for (const { id, what, dueOn, closedAt } of items)
    if (!closedAt && !tasks.some(({ actionId }) => actionId === id)) tasks.push({ actionId: id, what, dueOn })
  save()
  for (const task of tasks.filter(({ outcome, reported }) => outcome && !reported)) {
    const path = { actionId: task.actionId }
    const action = answerOf(await api.GET('/v1/actions/{actionId}', { params: { path } }))
    if (!action.closedAt)
      answerOf(
        await api.POST('/v1/actions/{actionId}/completion', {
          params: { path, header: { ...match(action), 'idempotency-key': `done-${action.id}` } },
          body: { whatHappened: task.outcome ?? '' },
        }),
      )
    task.reported = true
    save()
    console.log(`${action.reference} is reported done`)
  }
}
