import { makeStyles } from '@material-ui/core/styles';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import {
  GateCheck,
  GateCheckQueryInput,
} from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { useGateChecks } from '../../hooks';
import { useText } from '../../translation';
import { ChangeLink, EntityName, PagedTable, Sentence, Time } from '../display';
import { GateAnswerWord } from './words';

const useStyles = makeStyles(theme => ({
  change: { whiteSpace: 'nowrap' },
  reasons: {
    ...theme.typography.body2,
    margin: theme.spacing(0.5, 0, 0),
    padding: 0,
    listStyle: 'none',
    maxWidth: '60ch',
    overflowWrap: 'anywhere',
  },
}));

const Row = (props: { check: GateCheck; ofOneChange: boolean }) => {
  const { check, ofOneChange } = props;
  const classes = useStyles();
  const t = useText();
  const { entityRef, version, environment, allowed, reasons, changeId } = check;
  return (
    <TableRow hover>
      <TableCell component="th" scope="row">
        <EntityName entityRef={entityRef} /> {version}
      </TableCell>
      <TableCell data-head={t('deployment.environment')}>
        {environment}
      </TableCell>
      <TableCell data-head={t('gate.answer')}>
        <GateAnswerWord allowed={allowed} />
        {reasons.length > 0 && (
          <ul className={classes.reasons}>
            {reasons.map(({ code, message }) => (
              <li key={code}>
                <Sentence text={message} />
              </li>
            ))}
          </ul>
        )}
        {!allowed && reasons.length === 0 && (
          <div className={classes.reasons}>{t('gate.hidden')}</div>
        )}
      </TableCell>
      <TableCell data-head={t('gate.when')}>
        <Time at={check.at} />
      </TableCell>
      <TableCell data-head={t('deployment.by')}>
        <EntityName entityRef={check.by} />
      </TableCell>
      {!ofOneChange && (
        <TableCell
          data-head={t('deployment.change')}
          className={classes.change}
        >
          {changeId ? <ChangeLink id={changeId}>{changeId}</ChangeLink> : '–'}
        </TableCell>
      )}
    </TableRow>
  );
};

/** What pipelines were told when they asked whether they may go ahead, the last answer first. */
export const GateChecksTable = (props: {
  query: GateCheckQueryInput;
  empty: ReactNode;
}) => {
  const t = useText();
  const ofOneChange = props.query.changeId !== undefined;
  return (
    <PagedTable
      list={useGateChecks(props.query)}
      label={t('gate.title')}
      heads={[
        t('gate.what'),
        t('deployment.environment'),
        t('gate.answer'),
        t('gate.when'),
        t('deployment.by'),
        ...(ofOneChange ? [] : [t('deployment.change')]),
      ]}
      skeletons={5}
      empty={props.empty}
      row={check => (
        <Row key={check.id} check={check} ofOneChange={ofOneChange} />
      )}
    />
  );
};
