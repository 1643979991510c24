import { makeStyles } from '@material-ui/core/styles';
import { Clause } from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { spaced } from '../Policy';
import { FoldedCondition, Path, useWriting, valueAt } from '../PolicyRules';

const useStyles = makeStyles(theme => ({
  root: { fontSize: theme.typography.body2.fontSize, width: '100%' },
}));

interface Place {
  path: Path;
  label: string;
  without: string;
}

/** When a clause applies, and when the rules hold that follow from it and have no form of their own. */
export const ClauseConditions = (props: { clause: Clause; index: number }) => {
  const { clause, index } = props;
  const { document } = useWriting();
  const classes = useStyles();
  const t = useText();
  const always = t('conditionForm.always');
  const isFrom = (...path: Path) =>
    valueAt(document, [...path, 'clause']) === clause.id;
  const fields: unknown[] = Array.isArray(document.mandatoryFields)
    ? document.mandatoryFields
    : [];
  const places: Place[] = [
    ...fields.flatMap((field, at) =>
      isFrom('mandatoryFields', at)
        ? {
            path: ['mandatoryFields', at, 'when'],
            label: t('conditionPlace.field', {
              field: spaced(String(valueAt(field, ['path']))),
            }),
            without: always,
          }
        : [],
    ),
    ...(isFrom('notice')
      ? [
          {
            path: ['notice', 'indirectOwners'],
            label: t('conditionPlace.indirectOwners'),
            without: always,
          },
        ]
      : []),
    ...(isFrom('drift')
      ? [
          {
            path: ['drift', 'blocks'],
            label: t('conditionPlace.blocks'),
            without: t('conditionPlace.never'),
          },
        ]
      : []),
    ...(clause.check
      ? [
          {
            path: ['clauses', index, 'when'],
            label: t('conditionPlace.when', { clause: clause.id }),
            without: always,
          },
        ]
      : []),
  ];
  return places.length ? (
    <div className={classes.root}>
      {places.map(place => (
        <FoldedCondition key={place.path.join()} {...place} />
      ))}
    </div>
  ) : null;
};
