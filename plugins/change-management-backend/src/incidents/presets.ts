const priorities = {
  P1: 'critical',
  P2: 'high',
  P3: 'medium',
  P4: 'low',
  P5: 'low',
};

interface Preset {
  signature?: { header: string; kind?: string };
  mapping?: {
    each?: string;
    fields: Record<
      string,
      string | { from: string; words: Record<string, string> }
    >;
  };
}

/** What is known of the posts of widespread programs, in the words of the configuration. */
export const presets: Record<'generic' | 'pagerduty' | 'opsgenie', Preset> = {
  generic: {},
  // Webhooks of version 3: https://developer.pagerduty.com/docs/webhooks-overview
  pagerduty: {
    signature: { header: 'X-PagerDuty-Signature' },
    mapping: {
      each: `event[data.type = 'incident']`,
      fields: {
        externalRef: 'data.id',
        title: 'data.title',
        severity: {
          from: 'data.priority.summary ? data.priority.summary : data.urgency',
          words: priorities,
        },
        major: `data.priority.summary = 'P1'`,
        startedAt: 'data.created_at',
        endedAt: `data.status = 'resolved' ? (data.resolved_at ? data.resolved_at : occurred_at)`,
        services: 'data.service.id',
        url: 'data.html_url',
        reportedAt: 'occurred_at',
      },
    },
  },
  // It does not sign, but sends a header that its integration is given.
  // https://support.atlassian.com/opsgenie/docs/opsgenie-edge-connector-alert-action-data/
  opsgenie: {
    signature: { header: 'X-Webhook-Secret', kind: 'token' },
    mapping: {
      // What is only written on an alert says nothing of whether it goes on.
      each: `$[action in ['Create', 'Acknowledge', 'UnAcknowledge', 'UpdatePriority', 'UpdateMessage', 'Close']]`,
      fields: {
        externalRef: 'alert.alertId',
        title: 'alert.message',
        severity: { from: 'alert.priority', words: priorities },
        major: `alert.priority = 'P1'`,
        startedAt: 'alert.createdAt',
        endedAt: `action = 'Close' ? alert.updatedAt`,
        services: 'alert.entity ? alert.entity : alert.details.service',
        reportedAt: 'alert.updatedAt',
      },
    },
  },
};
