import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as limits from '@alongside/shared/limits'
import { operations } from '@alongside/shared/operations'
import ts from 'typescript'
import { expect, it } from 'vitest'

// Every one-line field of every form says before anything is sent what the API would say of it: it has the API's limit,
// and holds what is typed to the API's pattern.

const src = path.join(import.meta.dirname, '..')

/** Fields that hang on a form elsewhere: the operation, and where they stand in its body. */
const elsewhere: Record<string, [operation: string, pointer: string]> = {
  'accounts/new-password.tsx field': ['resetPassword', '/password'],
  'consent/consent-fields.tsx /takenBy': ['recordConsent', '/takenBy'],
  'consent/consent-fields.tsx /paperNumber': ['recordConsent', '/paperNumber'],
  'consent/without-consent-fields.tsx /decidedBy': ['recordWithoutConsent', '/decidedBy'],
  'consent/without-consent-fields.tsx /assessor': ['recordWithoutConsent', '/capacity/assessor'],
  'emergency/form.tsx /where': ['callEmergencyMeeting', '/where'],
  'age/age-fields.tsx /stated': ['recordAge', '/age/stated'],
  'children/child-fields.tsx /calledName': ['recordChild', '/calledName'],
  'children/child-fields.tsx /stated': ['recordChild', '/stated'],
  'children/child-fields.tsx /livesWith': ['recordChild', '/livesWith'],
  'children/child-fields.tsx /borough': ['recordChild', '/borough'],
  'children/child-fields.tsx /socialWorker': ['recordChild', '/socialWorker'],
  'children/child-fields.tsx /socialWorkerPhone': ['recordChild', '/socialWorkerPhone'],
  'cases/cases-page.tsx /q': ['searchCases', '/q'],
  'cases/join-files.tsx /q': ['searchCases', '/q'],
  'audit/searches-page.tsx /q': ['findSearches', '/q'],
  'meetings/reply.tsx /reason': ['replyToMeeting', '/reason'],
  'oncall/entry-fields.tsx /name': ['saveOnCall', '/entries/0/name'],
  'oncall/entry-fields.tsx /telephone': ['saveOnCall', '/entries/0/telephone'],
  'outcomes/questions.tsx /answers/goals/0/goal': ['recordOutcomes', '/answers/goals/0/goal'],
  'people-who-harm/harm-fields.tsx /called': ['recordPersonWhoHarms', '/called'],
  'people-who-harm/harm-fields.tsx /names': ['recordPersonWhoHarms', '/names'],
  'people-who-harm/harm-fields.tsx /age': ['recordPersonWhoHarms', '/age'],
  'people-who-harm/harm-fields.tsx /area': ['recordPersonWhoHarms', '/area'],
  'people-who-harm/harm-fields.tsx /vehicle': ['recordPersonWhoHarms', '/vehicle'],
  'people-who-harm/harm-fields.tsx /phones': ['recordPersonWhoHarms', '/phones'],
  'referrals/response-fields.tsx worker': ['respondToReferral', '/worker'],
  'referrals/sections/person.tsx /name': ['startReferral', '/answers/person/name'],
  'referrals/sections/person.tsx /language': ['startReferral', '/answers/person/language'],
  'other-forums/asked.tsx /': ['startReferral', '/answers/otherForums/marac/reference'],
  'plan/fields.tsx /firstStep/what': ['addPlanLine', '/firstStep/what'],
  'other-forums/fields.tsx /reference': ['recordOtherForum', '/reference'],
  'other-forums/fields.tsx /keptBy': ['recordOtherForum', '/keptBy'],
  'reach/way-fields.tsx /value': ['recordWay', '/value'],
  'reach/way-fields.tsx /times': ['recordWay', '/times'],
  'reach/way-fields.tsx /answeredBy': ['recordWay', '/answeredBy'],
  'referrals/sections/whereabouts.tsx /homeFor': ['startReferral', '/answers/whereabouts/homeFor'],
  'referrals/sections/whereabouts.tsx /postcode': ['startReferral', '/answers/whereabouts/postcode'],
  'referrals/sections/equality.tsx /gender': ['startReferral', '/answers/equality/gender'],
  'referrals/sections/about-you.tsx /phone': ['startReferral', '/answers/referrer/phone'],
  'referrals/tonight-steps.tsx /name': ['startReferral', '/answers/person/name'],
  'referrals/tonight-steps.tsx /reachOn': ['startReferral', '/answers/tonight/reachOn'],
  'referrals/tonight-steps.tsx /phone': ['startReferral', '/answers/referrer/phone'],
  'research/research-form.tsx /source': ['saveResearch', '/facts/0/source'],
  'research/research-form.tsx /when': ['saveResearch', '/facts/0/when'],
  'safeguarding/reference-form.tsx /reference': ['recordReference', '/reference'],
  'session/accept-invitation-page.tsx /password': ['acceptInvitation', '/password'],
  'session/sign-in-again.tsx /email': ['signIn', '/email'],
  'session/sign-in-again.tsx /password': ['signIn', '/password'],
  'systems/endpoint-fields.tsx /address': ['addWebhookEndpoint', '/address'],
  'systems/endpoint-fields.tsx /description': ['addWebhookEndpoint', '/description'],
}

/** What is typed here is a number, a time or a reference that the form reads itself, or is not sent as it stands. */
const readByTheForm = [
  'agenda/row.tsx /minutes/0',
  'agenda/section.tsx /lengthMinutes',
  'attendance/mark-attendance.tsx /at',
  'audit/audit-filter.tsx /case',
  'emergency/form.tsx /time',
  'emergency-access/ask-page.tsx /reference',
  'emergency-access/by-name.tsx /yearOfBirth',
  'meetings/move-form.tsx /time',
  'meetings/rule-form.tsx /time',
  'oncall/entry-fields.tsx /from',
  'oncall/entry-fields.tsx /until',
  'outcomes/questions.tsx /answers/0',
  'referrals/sections/figure-input.tsx name',
  'safeguarding/banner.tsx /time',
]

interface OneLine {
  at: string
  operation: string | undefined
  pointer: string
  limit: number
  takes: string
}

const named: Record<string, unknown> = { ...limits }
const valueOf = (node: ts.Expression): unknown =>
  ts.isNumericLiteral(node)
    ? Number(node.text)
    : ts.isPropertyAccessExpression(node)
      ? (valueOf(node.expression) as Record<string, unknown>)[node.name.text]
      : named[node.getText()]

/** The operation of the form that a field hangs on: the one that is made in the nearest function around it. */
function operationAround(node: ts.Node): string | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (!ts.isFunctionDeclaration(at)) continue
    const [made] = at.getText().match(/(?<=useForm\()\w+/) ?? []
    if (made) return made
  }
  return undefined
}

function oneLineOf(element: ts.JsxSelfClosingElement, file: string): OneLine {
  let [pointer, limit, takes] = ['', limits.line as number, limits.oneLine]
  for (const attribute of element.attributes.properties) {
    if (ts.isJsxAttribute(attribute)) {
      const { initializer } = attribute
      const given = initializer && ts.isJsxExpression(initializer) ? initializer.expression : undefined
      const name = attribute.name.getText()
      if (name === 'name') pointer = initializer && ts.isStringLiteral(initializer) ? initializer.text : ''
      if (name === 'name' && given)
        pointer = ts.isTemplateExpression(given)
          ? given.head.text + given.templateSpans.map(({ literal }) => `0${literal.text}`).join('')
          : given.getText()
      if (name === 'limit' && given) limit = valueOf(given) as number
      if (name === 'takes' && given) takes = valueOf(given) as string
    } else if (ts.isCallExpression(attribute.expression)) {
      const words = attribute.expression.arguments.filter(ts.isStringLiteral).map(({ text }) => text)
      const last = words.at(-1) ?? ''
      pointer = last.startsWith('/') ? last : `/${last}`
    } else {
      const spread = valueOf(attribute.expression) as Partial<OneLine> | undefined
      if (spread) ({ limit = limit, takes = takes } = spread)
      else pointer = attribute.expression.getText()
    }
  }
  return { at: `${file} ${pointer}`, operation: operationAround(element), pointer, limit, takes }
}

const found: OneLine[] = []
for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' }).sort()) {
  if (!file.endsWith('.tsx') || file.endsWith('.test.tsx')) continue
  const text = readFileSync(path.join(src, file), 'utf8')
  if (!text.includes('<TextInput')) continue
  const walk = (node: ts.Node): void => {
    if (ts.isJsxSelfClosingElement(node) && node.tagName.getText() === 'TextInput')
      found.push(oneLineOf(node, file))
    ts.forEachChild(node, walk)
  }
  walk(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX))
}

interface Schema {
  maxLength?: number
  pattern?: string
  format?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
}
function schemaAt(operation: string, pointer: string): Schema | undefined {
  const contract = operations.find(({ id }) => id === operation)
  let at = contract && 'body' in contract ? (contract.body as unknown as Schema) : undefined
  for (const key of pointer.split('/').slice(1)) {
    const inside = at?.anyOf?.find(({ properties, items }) => properties ?? items) ?? at
    at = inside?.properties?.[key] ?? inside?.items
  }
  // Of what may be null: the text.
  return at?.anyOf?.find(({ maxLength }) => maxLength) ?? at
}

it('REF-5 API-4 a one-line field has the limit and the pattern that the API has for it', () => {
  expect(found.length).toBeGreaterThan(60)
  const faults = found.flatMap(({ at, operation, pointer, limit, takes }) => {
    if (readByTheForm.includes(at)) return []
    const [asked, place] = elsewhere[at] ?? [operation, pointer]
    const schema = asked ? schemaAt(asked, place) : undefined
    if (!schema?.maxLength) return [`${at}: no text of ${asked}; say in this test where it goes`]
    // An address of mail is held to a shape of its own, in which nothing unseen fits either.
    // Whether a line that is required says something is seen as it is sent.
    const shape = schema.pattern === limits.spokenLine ? limits.oneLine : schema.pattern
    const alike = shape === limits.spoken ? limits.storable : (shape ?? '')
    const pattern = schema.format === 'email' ? limits.oneLine : alike
    const known = schema.pattern === undefined || limits.patternWords[schema.pattern] !== undefined
    return [
      ...(schema.maxLength === limit ? [] : [`${at}: limit ${limit}, and ${schema.maxLength} in ${asked}`]),
      ...(pattern === takes || !known ? [] : [`${at}: takes what ${asked} does not, or the other way round`]),
    ]
  })
  expect(faults).toEqual([])
})

it('each line of the lists above is of a field that there is', () => {
  const there = found.map(({ at }) => at)
  expect([...Object.keys(elsewhere), ...readByTheForm].filter((at) => !there.includes(at))).toEqual([])
})
