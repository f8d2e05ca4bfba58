/** A kind of notice, as the domain that sends it declares it. No words of it name anyone (CNF-2). */
interface NoticeDeclaration {
  /** What it is about: with its id, what the notice is filed under. */
  subject: string
  /** The page to look at; `:id` stands for the subject's. */
  at: `/${string}`
  /** Ends the mail's sentence «There is …»: that something waits and how urgent it is, never what sort of thing a case is about (CNF-2). */
  mail: string
  /** The line on the screen, beside the reference. */
  screen: string
  /** Also for whom she refuses in person: it tells of losing her case, or of what they did themselves (ACC-8). */
  evenShutOut?: true
  /** Of a case, also for whom its grants do not open it: it tells what became of their own word. */
  evenUnread?: true
}

export type Notices = Readonly<Record<string, NoticeDeclaration>>
