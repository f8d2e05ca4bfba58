import { answersByApi, ask, done, type Filed } from './by-api.ts'
import { checkPage, desktop, expect, type Page, phone, picture, test } from './journey.ts'

test.describe.configure({ mode: 'serial' })

const main = (page: Page) => page.locator('main')
/** Under which names the device keeps what is typed. */
const keptHere = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const opened = indexedDB.open('alongside')
        opened.onsuccess = () => {
          const asked = opened.result.transaction('drafts').objectStore('drafts').getAllKeys()
          asked.onsuccess = () => {
            opened.result.close()
            resolve(JSON.stringify(asked.result))
          }
        }
      }),
  )
let draft: Filed
let filed: Filed
let people = ''

test('HRM-1 who refers her writes down who harms her, and a reload loses none of it', async ({
  as,
  clock,
}) => {
  await clock('2026-03-31T10:00:00Z')
  const outreach = await as('outreach', phone)
  const answers = await answersByApi(outreach, 1)
  draft = await done<Filed>(outreach, 'POST', '/v1/referrals', { body: { answers } })
  await outreach.goto(`/referrals/${draft.id}/form/people-who-harm`)
  await outreach.getByRole('button', { name: 'Add a person who harms her' }).click()
  await outreach.getByLabel('What is he or she called?').fill('Daz')
  await outreach.getByLabel('What is he or she to her?').selectOption('Former partner')
  await outreach.getByLabel('Age, as far as it is known').fill('about 40')
  await outreach.getByLabel('Where he or she lives or is seen').fill('Station Road')
  await outreach.getByLabel('Danger to workers').fill('Shouts at workers, and has a dog.')
  await outreach.getByRole('button', { name: 'Add an order or bail conditions' }).click()
  await expect(outreach.getByRole('group', { name: 'Order 1' })).toBeFocused()
  await expect(outreach.getByLabel('Which order?')).toHaveValue('')
  await outreach.getByLabel('Which order?').selectOption('Non-molestation order')
  const ends = outreach.getByRole('group', { name: 'When does it end?' })
  await ends.getByLabel('Day').fill('12')
  await ends.getByLabel('Month').fill('4')
  await ends.getByLabel('Year').fill('2026')
  await expect(main(outreach)).toContainText('Saved')
  await checkPage(outreach)
  await picture(outreach, 'harm-1-form-phone')
  await outreach.reload()
  await expect(outreach.getByLabel('What is he or she called?')).toHaveValue('Daz')
  await expect(ends.getByLabel('Day')).toHaveValue('12')
  await outreach.goto(`/referrals/${draft.id}/check`)
  await expect(main(outreach)).toContainText('Station Road')
  await checkPage(outreach)
  await outreach.getByRole('button', { name: 'Submit the referral' }).click()
  await expect(outreach).toHaveURL(/submitted/)
  filed = await done<Filed>(outreach, 'GET', `/v1/referrals/${draft.id}`)
  people = `/cases/${filed.caseId}/people-who-harm`
  await outreach.goto(people)
  await expect(main(outreach)).toContainText('You read here what you recorded yourself')
  await expect(main(outreach)).toContainText('Daz')
  // REF-12: a reload loses nothing of a long form on the case either.
  await outreach.getByRole('button', { name: 'Record somebody who harms her' }).click()
  await outreach.getByLabel('What she says').fill('He waits at the station.')
  await expect.poll(() => keptHere(outreach)).toContain(`harm ${filed.caseId}`)
  await outreach.reload()
  await outreach.getByRole('button', { name: 'Record somebody who harms her' }).click()
  await expect(outreach.getByLabel('What she says')).toHaveValue('He waits at the station.')
  await outreach.getByLabel('What she says').fill('')
  await picture(outreach, 'harm-2-own-phone')
})

test('HRM-1 an order that ends soon is warned about; a worker whom nobody named reads nothing', async ({
  as,
}) => {
  const coordinator = await as('coordinator', desktop)
  await coordinator.goto(people)
  await expect(main(coordinator)).toContainText('An order against Daz ends on 12 April 2026')
  await expect(main(coordinator)).toContainText('From the referral by')
  // MTG-4: a pack holds it for whoever reads it here.
  await expect(main(coordinator)).toContainText('into the packs of these few alone')
  await checkPage(coordinator)
  await picture(coordinator, 'harm-3-coordinator-desktop')
  const health = await as('health', desktop)
  await health.goto(people)
  await expect(main(health)).toContainText('Nobody is recorded in what you may see')
  const midwife = await as('midwife')
  await midwife.goto(people)
  await expect(main(midwife)).toContainText('Nobody is recorded in what you may see')
  await expect(main(midwife)).not.toContainText('Daz')
  await checkPage(midwife)
})

test('HRM-1 the lead answers on his name, age and area alone, and closes the case to somebody of her own', async ({
  as,
  jobs,
}) => {
  await jobs()
  const health = await as('health', desktop)
  await health.goto('/')
  await expect(main(health)).toContainText('Is somebody known to your agency?')
  await picture(health, 'harm-4-work-desktop')
  await health.goto(people)
  await expect(main(health)).toContainText('Your agency is asked about a person on this case')
  await checkPage(health)
  await health.getByRole('link', { name: 'Say whether they are known to you' }).click()
  await expect(main(health)).toContainText('Ask nobody')
  await expect(main(health)).toContainText('about 40')
  await expect(main(health)).not.toContainText('dog')
  await checkPage(health)
  await picture(health, 'harm-5-check-desktop')
  await health.getByRole('button', { name: 'Answer' }).click()
  await expect(health.locator('.govuk-error-summary')).toContainText(
    'Say whether this person is known to you',
  )
  await health.getByRole('radio', { name: 'Somebody of ours must stand aside' }).check()
  await health.getByRole('button', { name: 'Answer' }).click()
  await health.getByRole('link', { name: 'close the case to that person' }).click()
  await health.getByText('Close the case to somebody').click()
  await health.getByLabel('To whom?').selectOption('Bernie Cole, Eastmarsh Hospital')
  await health.getByRole('radio', { name: 'Knows somebody who harms her' }).check()
  await health.getByRole('radio', { name: /^No: telling them/ }).check()
  await health.getByLabel('In words', { exact: true }).fill('She is his sister.')
  await checkPage(health)
  await health.getByRole('button', { name: 'Close the case to this person' }).click()
  await expect(main(health)).toContainText('Bernie Cole, Eastmarsh Hospital: was not told')
  await checkPage(health)
  await picture(health, 'harm-6-closed-desktop')
  // Her own answer stands there, with what follows and how it is put right.
  await expect(main(health)).toContainText('Your agency answered')
  await expect(main(health)).toContainText('Somebody of ours must stand aside')
  await expect(main(health)).toContainText('it reads no more until the coordinator has looked')
  await expect(main(health)).not.toContainText('dog')
  const right = health.locator('details').filter({ hasText: 'Put your agency’s answer about Daz right' })
  await right.locator('summary').click()
  await right.getByRole('radio', { name: 'We work with this person' }).check()
  await checkPage(health)
  await picture(health, 'harm-12-own-answer-desktop')
  await health.setViewportSize(phone)
  await picture(health, 'harm-12-own-answer-phone')
  await right.getByLabel('How do you work with this person?').fill('He is in our recovery group.')
  await right.getByRole('button', { name: 'Answer' }).click()
  await expect(main(health)).toContainText('Your agency’s answer is recorded')
  await expect(main(health)).toContainText('He is in our recovery group.')
  await health.setViewportSize(desktop)

  const midwife = await as('midwife')
  const { status } = await ask(midwife, 'GET', `/v1/cases/${filed.caseId}`)
  expect(status).toBe(404)
  await midwife.goto(people)
  await expect(main(midwife)).not.toContainText('People who harm her')
  await checkPage(midwife)
})

test('HRM-1 the coordinator lets an agency read it after its answer; what she changes is kept, and put back by who wrote it', async ({
  as,
}) => {
  const coordinator = await as('coordinator', desktop)
  await coordinator.goto('/')
  await expect(main(coordinator)).toContainText('An agency knows somebody on a case')
  await checkPage(coordinator)
  await picture(coordinator, 'harm-13-to-settle-desktop')
  await coordinator.setViewportSize(phone)
  await picture(coordinator, 'harm-13-to-settle-phone')
  await coordinator.setViewportSize(desktop)
  await main(coordinator)
    .getByRole('link', { name: /: Eastmarsh Hospital$/ })
    .click()
  await coordinator.getByText('Let Eastmarsh Hospital read what is recorded').click()
  const letting = coordinator
    .locator('form')
    .filter({ has: coordinator.getByRole('button', { name: 'Let Eastmarsh Hospital read it' }) })
  await letting.getByLabel('Why?', { exact: true }).fill('His sister stands aside.')
  await checkPage(coordinator)
  await letting.getByRole('button').click()
  await expect(main(coordinator)).not.toContainText('Let Eastmarsh Hospital read')
  await expect(main(coordinator)).toContainText('Eastmarsh Hospital reads now what is recorded')
  await coordinator.getByRole('button', { name: 'Change what is recorded of Daz' }).click()
  await coordinator.getByLabel('Danger to workers').fill('None.')
  await coordinator.getByRole('button', { name: 'Save what changed' }).click()
  const health = await as('health', desktop)
  await health.goto(people)
  await health.getByText('What stood here before (1)').click()
  await expect(main(health)).toContainText('Shouts at workers, and has a dog.')
  await expect(health.getByRole('button', { name: 'Put this back' })).toHaveCount(0)
  const outreach = await as('outreach', phone)
  await outreach.goto(people)
  await outreach.getByText('What stood here before (1)').click()
  await outreach.getByLabel('Why does this stand?').fill('She told me so.')
  await checkPage(outreach)
  await picture(outreach, 'harm-8-put-back-phone')
  await outreach.getByRole('button', { name: 'Put this back' }).click()
  await expect(main(outreach)).toContainText('What stood here before (2)')
  await expect(main(outreach)).toContainText('What stood before stands again')
  await outreach.getByRole('button', { name: 'Record somebody who harms her' }).click()
  const recording = outreach.locator('section[aria-labelledby="record-person"]')
  await recording.getByLabel('What is he or she called?').fill('Neil Vale')
  await recording.getByRole('button', { name: 'Record this person' }).click()
  await expect(recording).toContainText('Somebody of this name works in the partnership')
  await checkPage(outreach)
  await picture(outreach, 'harm-9-same-name-phone')
  await recording.getByRole('radio', { name: 'It is somebody else of the same name' }).check()
  await recording.getByRole('button', { name: 'Record this person' }).click()
  await expect(main(outreach)).toContainText('Neil Vale')
  await expect(main(outreach)).not.toContainText('Eastmarsh Police: works')
  // The notice that she gets leads here: she reads at whom to look.
  await coordinator.goto(people)
  await expect(main(coordinator)).toContainText(
    'Det. Sgt. Neil Vale, Eastmarsh Police: works in the partnership, or at a meeting of it, under this name',
  )
  await checkPage(coordinator)
  await picture(coordinator, 'harm-10-namesake-desktop')
  // What is put back is asked about too: the colleague of that name may have come since it was written down.
  await outreach.getByRole('button', { name: 'Change what is recorded of Neil Vale' }).click()
  await outreach.getByLabel('What is he or she called?').fill('Nails')
  await outreach.getByRole('button', { name: 'Save what changed' }).click()
  await outreach.getByText('What stood here before (1)').click()
  const nails = outreach.locator('section').filter({ has: outreach.getByText('What stood here before (1)') })
  await expect(nails).not.toContainText('works in the partnership')
  await nails.getByLabel('Why does this stand?').fill('It is his name.')
  await nails.getByRole('button', { name: 'Put this back' }).click()
  await expect(nails).toContainText('Somebody of this name works in the partnership')
  await checkPage(outreach)
  await picture(outreach, 'harm-11-back-same-name-phone')
  await outreach.setViewportSize(desktop)
  await picture(outreach, 'harm-11-back-same-name-desktop')
  await outreach.setViewportSize(phone)
  await nails.getByRole('radio', { name: 'It is somebody else of the same name' }).check()
  await nails.getByRole('button', { name: 'Put this back' }).click()
  await expect(main(outreach)).toContainText('What stood before stands again')
})

test('HRM-1 the chair looks at what was closed untold', async ({ as, jobs }) => {
  await jobs()
  const chair = await as('chair', phone)
  await chair.goto('/')
  await expect(main(chair)).toContainText('Closed to somebody who was not told')
  await chair.goto(people)
  await chair.getByRole('radio', { name: 'It stays closed, and they are told now' }).check()
  const deciding = chair
    .locator('form')
    .filter({ has: chair.getByRole('button', { name: 'Record what you decide' }) })
  await deciding.getByLabel('Why?', { exact: true }).fill('There is nothing to fear from her.')
  await checkPage(chair)
  await picture(chair, 'harm-7-chair-phone')
  await chair.getByRole('button', { name: 'Record what you decide' }).click()
  await expect(main(chair)).toContainText('It stays closed, and they are told now')
})
