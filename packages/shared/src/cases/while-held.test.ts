import { expect, it } from 'vitest'
import { operations } from '../operations.ts'
import { isStoppedWhileHeld, stoppedWhileHeld, whyNotWhileHeld } from './holding.ts'

/** What goes on with a file on which a hold stands, by why. */
const goesOn = {
  'it protects her, a child or a worker': [
    ...[
      'openNotification',
      'recordNotification',
      'recordReference',
      'answerReceived',
      'giveReference',
      'redirectChild',
    ],
    ...['recordChild', 'changeChild', 'recordChildPlaces', 'tellSameChild', 'takeBackRedirection'],
    // An inquest and children’s social care are told without her consent, past her no where the law says so.
    ...[
      'recordWithoutConsent',
      'decideOverride',
      'requestDisclosure',
      'agreeDisclosure',
      'declineDisclosure',
      'previewDisclosure',
      'sendDisclosureAgain',
      'takeBackDisclosure',
    ],
    ...['askEmergencyAccess', 'openEmergencyAccess', 'endEmergencyAccess', 'reviewEmergencyAccess'],
    ...['tellEmergencyAccess', 'askByName', 'answerByName'],
    ...['recordWorkerWarning', 'checkWorkerWarning', 'endWorkerWarning'],
    ...['standAside', 'closeCaseToPerson', 'endExclusion', 'reviewExclusion', 'nameWorker', 'endNaming'],
    ...[
      'recordLimit',
      'confirmLimit',
      'withdrawConsent',
      'limitPlanLine',
      'confirmSharingStopped',
      'settleSharingWork',
    ],
  ],
  'it puts right what is known, or the hold itself': [
    ...['askReferrer', 'returnReferral'],
    ...[
      'recordAge',
      'recordDeath',
      'liftHold',
      'joinFiles',
      'undoJoin',
      'recordWay',
      'changeWay',
      'recordOtherForum',
      'changeOtherForum',
    ],
    ...['recordCharacteristics', 'recordPersonWhoHarms', 'changePersonWhoHarms', 'endPersonWhoHarms'],
    // An answer is put right into no promise; what triage said is taken back to where it waits, and an acceptance is stopped again.
    ...['restorePersonWhoHarms', 'amendResponse', 'changeLight', 'takeBackTriage', 'putRight', 'takeBack'],
  ],
  'it keeps on record what was said or done already': [
    ...[
      'startReferral',
      'saveReferral',
      'submitReferral',
      'answerRest',
      'addToReferral',
      'answerQuestion',
      'recordVoice',
    ],
    ...['saveResearch', 'contribute', 'recordItem', 'logContact', 'recordAgreedAloud', 'confirmSteppedOut'],
    ...[
      'recordLawfulBasis',
      'editMinutedItem',
      'registerCopy',
      'collectCopy',
      'handOutCopy',
      'loseCopy',
      'destroyCopy',
      'settleLoss',
      'answerLeftWork',
    ],
  ],
  'it ends something': [
    ...['discardReferral', 'withdrawReferral', 'declineReferral', 'settleUnhelped', 'declineInvitation'],
    ...['withdrawInvitation', 'closeItem', 'deferItem', 'takeBackCall', 'endPlanLine', 'takeFlagDown'],
    ...['completeAction', 'closeActionUndone'],
  ],
  'it is of no one case': [
    ...[
      'acceptInvitation',
      'acceptPlace',
      'declinePlace',
      'openInvitation',
      'refreshSession',
      'signIn',
      'signOut',
    ],
    ...['endSession', 'endOtherSessions', 'requestPasswordReset', 'openPasswordReset', 'resetPassword'],
    ...['changePassword', 'raiseAlarm'],
    ...['signOutEverywhere', 'stepUp', 'switchMembership', 'addAgency', 'addBankHoliday', 'addMember'],
    ...[
      'createPartnership',
      'endMembership',
      'publishAgreement',
      'sendOfferAgain',
      'signAgreement',
      'takeBackOffer',
    ],
    ...['saveLegalFacts', 'confirmOnCall', 'saveOnCall', 'searchCases', 'saveFrontDoor', 'closeMeeting'],
    ...[
      'confirmMeeting',
      'makeCalendarFeed',
      'moveMeeting',
      'openMeeting',
      'reopenMeeting',
      'replyToMeeting',
    ],
    ...[
      'revokeCalendarFeed',
      'setMeetingRule',
      'setPaperRule',
      'signMeeting',
      'takeBackOpening',
      'proposeObserver',
    ],
    ...[
      'signMyInvitation',
      'enterRoom',
      'giveApologies',
      'leaveRoom',
      'markAttendance',
      'recordPaperSignature',
    ],
    ...['withdrawApologies', 'acknowledgeMinutes', 'correctMinutes', 'distributeMinutes', 'dropCorrection'],
    ...['editMinutes', 'nameDeputy', 'orderAgenda', 'publishAgenda', 'circulatePack', 'loadPopulation'],
    ...['checkReport', 'discardReport', 'draftReport', 'publishReport', 'agreeSystem', 'changeSystem'],
    ...['declineSystem', 'endSecret', 'endSystem', 'makeSecret', 'proposeSystem', 'addWebhookEndpoint'],
    ...['changeWebhookEndpoint', 'changeWebhookSecret', 'removeWebhookEndpoint', 'replayWebhookDelivery'],
    ...['replayWebhookEvents', 'testWebhookEndpoint', 'startImport', 'undoImport', 'uploadImport'],
    ...['markNotificationsRead', 'answerUnusualReading', 'findSearches'],
  ],
}

it('REF-3 of every command it is said whether it goes on while a hold stands: stopped, or why not', () => {
  const commands = operations.filter(({ kind }) => kind === 'command').map(({ id }) => id)
  const said = [...stoppedWhileHeld, ...Object.values(goesOn).flat()]
  expect(
    commands.filter((id) => !said.includes(id)),
    'say it in holding.ts, or here with why',
  ).toEqual([])
  expect(said.filter((id, at) => said.indexOf(id) !== at)).toEqual([])
})

it('REF-3 a hold stops what is listed, and nothing is stopped without one', () => {
  expect(whyNotWhileHeld('recordConsent', true)).toBe('case.held')
  expect(whyNotWhileHeld('recordConsent', false)).toBe(null)
  expect(whyNotWhileHeld('openNotification', true)).toBe(null)
  expect(isStoppedWhileHeld('openNotification')).toBe(false)
})
