import { countActs, nameAct } from '../../access/naming';
import { ConfiguredItem } from '../../contract/configured';
import { findTestGaps, isReviewRequired } from '../requirements';
import { Change } from '../types';
import { unlessWaived } from './planning';
import {
  met,
  notApplicable,
  open,
  quote,
  Read,
  timeOf,
  waived,
} from './reading';

function logged({ logEntries }: Change): string {
  return logEntries === 1
    ? '1 entry is in the execution log'
    : `${logEntries} entries are in the execution log`;
}

/** What was known when it was started; tests after that are no longer tests before production. */
export const testEvidence: Read = (change, facts) => {
  const { actualStart, implementer } = change;
  if (!facts.policy.testEvidence.types.includes(change.type)) {
    return notApplicable(
      `The policy asks for no test of a change of type ${change.type}.`,
    );
  }
  const testResults = change.testResults.filter(
    ({ at, production }) => !production && (!actualStart || at <= actualStart),
  );
  const last = testResults[testResults.length - 1];
  const released = change.testResults.filter(({ production }) => production);
  const gaps = findTestGaps(
    { ...change, testResults: [...testResults, ...released] },
    facts,
  );
  if (last && gaps.length === 0) {
    return met(
      `${last.by} tested it in ${last.environment} on ${timeOf(
        last.at,
      )}, and it passed${
        last.artifactDigest ? ` (${last.artifactDigest})` : ''
      }.`,
    );
  }
  const failed = testResults
    .filter(({ outcome }) => outcome === 'failed')
    .pop();
  return unlessWaived(
    change,
    'test-evidence',
    open(
      failed
        ? `A test failed on ${timeOf(failed.at)} in ${
            failed.environment
          }; ${implementer} has to record one that passes there.`
        : `It ${gaps.join('; ')}; ${implementer} or ${
            change.requestedBy
          } can record one.`,
    ),
  );
};

export const implementer: Read = change =>
  change.actualStart
    ? met(
        `${change.startedBy} started it on ${timeOf(
          change.actualStart,
        )} as its implementer.`,
      )
    : open(`Its implementer (${change.implementer}) has to carry it out.`);

export const executionLog: Read = change => {
  const { completion, rollback } = change;
  if (rollback) {
    return met(
      `${rollback.by} rolled it back on ${timeOf(rollback.at)}: ${quote(
        rollback.reason,
      )}; ${logged(change)}.`,
    );
  }
  return completion
    ? met(
        `${completion.by} completed it on ${timeOf(completion.at)}: ${quote(
          completion.result,
        )}; ${logged(change)}.`,
      )
    : open(
        `Its implementer (${change.implementer}) has to record how it was carried out and with what result.`,
      );
};

const namedAtMost = 5;

function named(texts: string[]): string {
  const more = texts.length - namedAtMost;
  return `${texts.slice(0, namedAtMost).join('; ')}${
    more > 0 ? `; and ${more} more` : ''
  }`;
}

/** By its number: whoever reads the change may not be allowed to read the configuration. */
function nameVersion(item: ConfiguredItem): string {
  const { itemId, entityRef, version, restoredAs } = item;
  const restored = restoredAs ? `, set back as version ${restoredAs}` : '';
  return `${itemId} of ${entityRef}, version ${version}${restored}`;
}

/** What documents itself: the ledger of access, and the versions of configuration. */
function documentedByItself({ accessChanged, configured }: Change): string[] {
  return [
    ...(accessChanged?.length
      ? [
          `The ledger of access says what it altered (${countActs(
            accessChanged,
          )}): ${named(accessChanged.map(nameAct))}.`,
        ]
      : []),
    ...(configured?.length
      ? [
          `The history of configuration says what it made: ${named(
            configured.map(nameVersion),
          )}.`,
        ]
      : []),
  ];
}

/** A log entry says what was changed, or the ledger of access and the history of configuration do; there has to be one. */
export const documentedModifications: Read = change => {
  const itself = documentedByItself(change);
  const written =
    change.logEntries > 0
      ? [
          `${logged(change)}, written by its implementer (${
            change.implementer
          }), who started it on ${timeOf(change.actualStart!)}.`,
        ]
      : [];
  return written.length + itself.length
    ? met([...written, ...itself].join(' '))
    : open(
        `Its implementer (${change.implementer}) has to write in the execution log what was changed.`,
      );
};

/** Whether to roll back is for people to decide; that it went wrong may not be passed over. */
export const rollbackOnIssues: Read = change => {
  const { completion, rollback, closure } = change;
  if (rollback) {
    return met(
      `${rollback.by} rolled it back on ${timeOf(rollback.at)}: ${quote(
        rollback.reason,
      )}.`,
    );
  }
  if (!completion) {
    return notApplicable('It has not been carried out yet.');
  }
  const reported = `${completion.by} reported it ${
    completion.outcome
  } on ${timeOf(completion.at)}`;
  if (completion.outcome !== 'unsuccessful') {
    return notApplicable(`${reported}.`);
  }
  return closure
    ? waived(
        `${closure.by} closed it as ${
          change.closeCode
        } without a rollback on ${timeOf(closure.at)}: ${quote(
          closure.summary,
        )}.`,
      )
    : open(
        `${reported}: its implementer (${change.implementer}) rolls it back, or the change manager closes it as unsuccessful.`,
      );
};

export const postImplementationReview: Read = (change, facts) => {
  const { types, closeCodes } = facts.policy.review;
  const { review, implementer: who } = change;
  if (!isReviewRequired(change, facts)) {
    return notApplicable(
      `The policy asks for a review of changes of type ${types.join(
        ', ',
      )} and of those that end ${closeCodes.join(', ')}.`,
    );
  }
  return review
    ? met(`${review.by} wrote the review on ${timeOf(review.at)}.`)
    : open(
        `Its implementer (${who}) or the change manager has to write the review.`,
      );
};
