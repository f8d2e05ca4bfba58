/**
 * What an agency may read of a file at an instant, by what she said and what the law allows (ACC-2, ACC-3, ACC-8): an upper
 * bound, worked out anew from everything that happened. Written from the requirements alone; it shares no code with the
 * product, and knows neither its tables nor its rules. Instants are milliseconds; a file is known by its number.
 */

/** `own`: what its agency wrote itself, with its own referral. `full`: what others brought to the file too. */
export type Reach = 'none' | 'own' | 'full'

export interface Reader {
  account: string
  agency: string
  /** Coordinates or chairs, for the agency that convenes. */
  coordinates: boolean
}

export type Happened = { at: number } & (
  | { kind: 'referred'; file: number; by: string; convenedBy: string }
  | { kind: 'joined'; file: number; other: number }
  | { kind: 'parted'; file: number; other: number }
  /** `until`: the first instant at which it holds no longer. `on`: its number. */
  | { kind: 'consented'; file: number; agreed: readonly string[]; until: number }
  | { kind: 'withdrew'; file: number }
  /** She refuses an agency; or somebody in person, by his account. */
  | { kind: 'refused'; file: number; limit: number; by: string; agency?: string; account?: string }
  /** By her word, taken by `by`. */
  | { kind: 'lifted'; limit: number; by: string }
  | { kind: 'shared without consent'; file: number; with: readonly string[]; by: string }
  /** Past her no, with a record of sharing without consent; `urgent`: a life is in danger now. */
  | {
      kind: 'asked past her no'
      override: number
      file: number
      with: string
      account: string
      urgent: boolean
    }
  | {
      kind: 'decided'
      override: number
      account: string
      agency: string
      yes: boolean
      /** As the one on call, for hours; else as one of two. */
      alone: boolean
    }
  | { kind: 'emergency'; file: number; account: string; agency: string }
  /** For a conflict a file is closed to one person, by herself or by who leads or coordinates; and opened to her again. */
  | { kind: 'closed to'; exclusion: number; file: number; account: string }
  | { kind: 'opened again'; exclusion: number }
)
type Of<K extends Happened['kind']> = Extract<Happened, { kind: K }>

const hour = 3_600_000
const day = 24 * hour

/** Bank holidays of England and Wales on weekdays, as far as these histories reach. */
const holidays = [
  '2026-04-03',
  '2026-04-06',
  '2026-05-04',
  '2026-05-25',
  '2026-08-31',
  '2026-12-25',
  '2026-12-28',
  '2027-01-01',
]

/** The end of the fifth working day after; in summer an hour later than local time has it, so that the bound is never too low. */
function fiveWorkingDaysAfter(at: number): number {
  let end = Math.floor(at / day) * day
  for (let left = 5; left > 0; ) {
    end += day
    const weekday = new Date(end).getUTCDay()
    if (weekday !== 0 && weekday !== 6 && !holidays.includes(new Date(end).toISOString().slice(0, 10))) left--
  }
  return end + day
}

export function oracle(story: readonly Happened[]) {
  const all = <K extends Happened['kind']>(kind: K, until: number) =>
    story.filter((one): one is Of<K> => one.kind === kind && one.at <= until)
  /** The instants at which anything can have changed, from one to another. */
  const instants = (from: number, until: number) =>
    [...story.map(({ at }) => at), from, until].filter((at) => at >= from && at <= until)

  /** The files that were of one person with this one: as joined and not parted since. */
  function personOf(file: number, at: number): Set<number> {
    const files = new Set([file])
    for (let before = 0; before < files.size; ) {
      before = files.size
      for (const join of all('joined', at)) {
        const parted = all('parted', at).some(
          (one) => one.at >= join.at && one.file === join.file && one.other === join.other,
        )
        if (parted || !(files.has(join.file) || files.has(join.other))) continue
        files.add(join.file).add(join.other)
      }
    }
    return files
  }

  const stands = (limit: Of<'refused'>, at: number) =>
    // An agency does not lift what she said about itself.
    !all('lifted', at).some((one) => one.limit === limit.limit && one.by !== limit.agency)

  /**
   * What an agency records as her no to others binds no file but the one on which it does, where she refuses that agency herself on any
   * file of hers, then or since: until somebody else confirms it, which this bound leaves out.
   */
  const binds = (limit: Of<'refused'>, file: number, at: number) =>
    limit.file === file ||
    limit.by === limit.agency ||
    !instants(limit.at, at).some((when) =>
      all('refused', when).some(
        (one) => one.agency === limit.by && personOf(limit.file, when).has(one.file) && stands(one, when),
      ),
    )

  const refuses = (file: number, at: number, whom: { agency: string } | { account: string }) => {
    const person = personOf(file, at)
    return all('refused', at).some(
      (limit) =>
        person.has(limit.file) &&
        stands(limit, at) &&
        binds(limit, file, at) &&
        ('agency' in whom ? limit.agency === whom.agency : limit.account === whom.account),
    )
  }

  const firstRefused = (file: number, from: number, until: number, agency: string) =>
    instants(from, until)
      .filter((at) => refuses(file, at, { agency }))
      .sort((a, b) => a - b)[0]

  /** Whether her word has ended it: she withdrew on a file that was of the same person then, or has become so since. */
  const withdrawn = (consent: Of<'consented'>, at: number) =>
    all('withdrew', at).some(
      (word) =>
        word.at >= consent.at &&
        instants(word.at, at).some((when) => personOf(consent.file, when).has(word.file)),
    )

  const agrees = (file: number, agency: string, at: number) =>
    all('consented', at).some(
      (consent, _, given) =>
        consent.file === file &&
        consent.agreed.includes(agency) &&
        at < consent.until &&
        !given.some((later) => later.file === file && later.at > consent.at) &&
        !withdrawn(consent, at) &&
        firstRefused(file, consent.at, at, agency) === undefined,
    )

  /** Past her no it needs two who decide: within a week, and never by the agency that gains. */
  const lawAllows = (file: number, agency: string, at: number) =>
    all('shared without consent', at).some((record) => {
      if (record.file !== file || !record.with.includes(agency)) return false
      const refused = firstRefused(file, record.at, at, agency)
      if (refused === undefined) return true
      return refused > record.at && record.by !== agency && at < refused + 7 * day
    })

  /** Her noes to an agency that hold on a file, by their numbers. */
  const noesTo = (file: number, agency: string, at: number) => {
    const person = personOf(file, at)
    return all('refused', at)
      .filter(
        (limit) =>
          person.has(limit.file) && limit.agency === agency && stands(limit, at) && binds(limit, file, at),
      )
      .map(({ limit }) => limit)
  }

  /** The first instant at which she has said a no that nobody looked at as it was asked. */
  const saidAnew = (asked: Of<'asked past her no'>, until: number) => {
    const known = noesTo(asked.file, asked.with, asked.at)
    return instants(asked.at, until)
      .filter((at) => noesTo(asked.file, asked.with, at).some((limit) => !known.includes(limit)))
      .sort((a, b) => a - b)[0]
  }

  /**
   * Two people of two agencies, neither of which gains, nor who asked, within five working days; or one on call, for four
   * hours, in which the two may still decide. One no ends it. A no that she says anew ends it within a week.
   */
  const decidedPast = (file: number, agency: string, at: number) =>
    all('asked past her no', at).some((asked) => {
      if (asked.file !== file || asked.with !== agency) return false
      const decisions = all('decided', at).filter(
        (one) => one.override === asked.override && one.agency !== agency && one.account !== asked.account,
      )
      if (decisions.some(({ yes }) => !yes)) return false
      const anew = saidAnew(asked, at)
      const inTime = (when: number) =>
        (anew === undefined || when < anew) && when < fiveWorkingDaysAfter(asked.at)
      const alone = decisions.find((one) => one.alone && asked.urgent && inTime(one.at))
      const until = alone ? alone.at + 4 * hour : Number.POSITIVE_INFINITY
      const two = decisions.filter(
        (one) => !one.alone && (anew === undefined || one.at < anew) && one.at < until,
      )
      const second = two.find((one) => two.some((other) => other.at < one.at && other.agency !== one.agency))
      const forGood = second !== undefined && (alone !== undefined || inTime(second.at))
      if (!forGood && !(alone && at < until)) return false
      return anew === undefined || at < anew + 7 * day
    })

  /** HRM-1: it is closed on every file that is of the same person now. */
  const closedTo = (file: number, account: string, at: number) => {
    const person = personOf(file, at)
    return all('closed to', at).some(
      (one) =>
        one.account === account &&
        person.has(one.file) &&
        !all('opened again', at).some(({ exclusion }) => exclusion === one.exclusion),
    )
  }

  return function reach({ account, agency, coordinates }: Reader, file: number, at: number): Reach {
    if (refuses(file, at, { account }) || closedTo(file, account, at)) return 'none'
    const referral = all('referred', at).find((one) => one.file === file)
    const own = referral?.by === agency
    const refused = refuses(file, at, { agency })
    const inEmergency = all('emergency', at).some(
      (one) =>
        one.file === file &&
        one.account === account &&
        at < one.at + 4 * hour &&
        firstRefused(file, one.at, at, agency) === undefined,
    )
    if (
      (own && !refused) ||
      (coordinates && referral?.convenedBy === agency && !refused) ||
      agrees(file, agency, at) ||
      lawAllows(file, agency, at) ||
      decidedPast(file, agency, at) ||
      inEmergency
    )
      return 'full'
    return own ? 'own' : 'none'
  }
}
