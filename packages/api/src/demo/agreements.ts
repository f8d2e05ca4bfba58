/** The demo's agreements, after the charter and operating protocol of a real partnership, in plain words. */
export const charter = `We, the organisations of this partnership, agree:

1. To attend the monthly forum, to answer for our actions, and to review who ought to be at the table.
2. That our safeguarding lead signs this charter and carries it into our organisation.
3. To work in a gender- and trauma-informed way, to review how accessible our service is, and to train our staff.
4. To use the universal referral form with its traffic light, and to answer a referral in the time that its light sets.
5. To write about people in language that is soft, accessible and free of judgement.
6. To keep our entry in the leaflet of local services right.
7. To share information that is timely and relevant, promptly.
8. To see a missed appointment as a step on the way to trust, never as a failure.`

export const informationSharingProtocol = `Information about a person is shared in this partnership only

- with her consent, with the agencies that she agrees to and not with those that she does not; or
- without it, on a ground that the law allows, recorded in full, with what is shared and why no more.

Each agency sees a case only while such a basis is in force. Withdrawn or lapsed consent is acted on at once. Nothing goes on to immigration enforcement unless the partnership decides it for her safety, on record. Everything that is read or written leaves a record that the coordinator, and the agencies that hold the case, can look at.

Breaches are reported to the coordinator immediately. This protocol is reviewed every twelve months.`

export const confidentialityAgreement = `What is said and read at this meeting is strictly confidential. I use it for the safety of the people discussed and for nothing else; I do not pass on papers or what is in them to anyone who is not a member without the coordinator’s written agreement; I keep papers safe and dispose of them securely; and I tell the coordinator at once of any breach.`
