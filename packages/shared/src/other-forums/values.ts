/** FOR-1: other forums in which she, a child of hers or somebody who harms her is spoken of. */
export const forums = ['marac', 'mappa', 'child_protection', 'adult_enquiry', 'nrm'] as const
export type Forum = (typeof forums)[number]

/** OPS-3: what of one that cannot be read stands where its kind would: which forum it is, is sealed too. */
export const unreadableForum = 'unreadable'
export type ShownForum = Forum | typeof unreadableForum

/** MAPPA manages people who may do serious harm: agencies’ leads alone read and record it, and no form and no paper has it. */
export const isForLeads = (forum: ShownForum): forum is 'mappa' => forum === 'mappa'

/** Those that the referral form asks for; anybody with the referral reads it. */
export const forumsOnForm = ['marac', 'child_protection', 'adult_enquiry', 'nrm'] as const satisfies Exclude<
  Forum,
  'mappa'
>[]

/** What each may come to. */
export const forumOutcomes = {
  marac: ['plan_agreed', 'not_taken', 'transferred'],
  mappa: ['level_1', 'level_2', 'level_3', 'no_longer_managed'],
  child_protection: ['protection_plan', 'child_in_need_plan', 'no_plan', 'plan_ended'],
  adult_enquiry: ['enquiry_made', 'no_enquiry', 'safety_plan', 'enquiry_ended'],
  nrm: ['reasonable_grounds', 'no_reasonable_grounds', 'conclusive_grounds', 'no_conclusive_grounds', 'left'],
} as const satisfies Record<Forum, readonly string[]>
export type ForumOutcome = (typeof forumOutcomes)[Forum][number]
export const everyForumOutcome = forums.flatMap((forum): ForumOutcome[] => [...forumOutcomes[forum]])

/** Her say to a referral into the National Referral Mechanism: an adult is referred only if she agrees. */
export const nrmSays = ['she_agreed', 'under_18', 'notified_without_name', 'not_asked'] as const

export const forumsAtMost = 50
/** Of what was said of one before. */
export const versionsShown = 50
