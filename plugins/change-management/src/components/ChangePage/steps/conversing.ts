import { StepMaker } from './step';

export const submit: StepMaker = ({ change, api, t }) => ({
  says: t('step.submitSays'),
  fields: [],
  take: () => api.takeStep('submitChange', change.id, {}),
});

export const cancel: StepMaker = ({ change, api, t }) => ({
  says: t('step.cancelSays'),
  fields: [{ name: 'reason', label: t('step.cancelReason'), kind: 'text' }],
  take: ({ reason }) => api.takeStep('cancelChange', change.id, { reason }),
});

export const revise: StepMaker = ({ change, api, t }) => ({
  says: t('step.reviseSays'),
  fields: [],
  take: () => api.takeStep('reviseChange', change.id, {}),
});

export const comment: StepMaker = ({ change, api, t }) => ({
  fields: [
    {
      name: 'text',
      label: t('step.comment'),
      kind: 'text',
      help: t('form.markdown'),
      required: true,
    },
  ],
  take: ({ text }) => api.addComment(change.id, { text: text! }),
});

export const hold: StepMaker = ({ change, api, t }) => ({
  says: t('step.holdSays'),
  fields: [
    {
      name: 'reason',
      label: t('step.holdReason'),
      kind: 'text',
      required: true,
    },
  ],
  take: ({ reason }) =>
    api.takeStep('holdChange', change.id, { reason: reason! }),
});

export const release: StepMaker = ({ change, api, t }) => ({
  says: t('step.releaseSays'),
  fields: [
    {
      name: 'reason',
      label: t('step.releaseReason'),
      help: change.hold?.windowId && t('step.releaseReasonHelp'),
      kind: 'text',
      required: change.hold?.windowId !== undefined,
    },
  ],
  take: ({ reason }) => api.takeStep('releaseChange', change.id, { reason }),
});
