import { lintSource } from '@secretlint/core';
import { creator as recommended } from '@secretlint/secretlint-rule-preset-recommend';
import { ConfigurationFormat } from 'backstage-plugin-change-management-common';
import { Reading } from './documents';
import { findAnywhere, findAssignments } from './patterns';
import { Secret } from './Secret';

const preset = '@secretlint/secretlint-rule-preset-recommend';

/** Of each provider's tokens, the ones that its own rule knows. */
async function findKnown(content: string): Promise<Secret[]> {
  const { messages } = await lintSource({
    source: {
      filePath: 'content',
      // A comment would switch the rules off.
      content: content.replaceAll('secretlint-', 'secretlint_'),
      contentType: 'text',
    },
    options: {
      noPhysicFilePath: true,
      config: { rules: [{ id: preset, rule: recommended }] },
    },
  });
  return messages.map(({ range: [start, end], ruleId }) => ({
    ...{ start, end },
    what: `a secret (${ruleId.replace(/^.*secretlint-rule-/, '')})`,
  }));
}

/** Those that overlap are one; the first to begin says what it is. */
function merge(secrets: Secret[]): Secret[] {
  const sorted = [...secrets].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  );
  const merged: Secret[] = [];
  for (const secret of sorted) {
    const last = merged[merged.length - 1];
    if (last && secret.start < last.end) {
      last.end = Math.max(last.end, secret.end);
      last.quote ||= secret.quote;
    } else {
      merged.push({ ...secret });
    }
  }
  return merged;
}

/** Everything in a text that looks like a secret, in the order in which it stands there (policy §6). */
export async function findSecrets(
  format: ConfigurationFormat,
  content: string,
  reading: Reading,
): Promise<Secret[]> {
  return merge([
    ...reading.secrets,
    ...findAssignments(format, content),
    ...findAnywhere(content),
    ...(await findKnown(content)),
  ]);
}
