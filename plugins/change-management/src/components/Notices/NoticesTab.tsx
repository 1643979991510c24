import { makeStyles } from '@material-ui/core/styles';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import {
  NoticePage,
  NoticeView,
} from 'backstage-plugin-change-management-common';
import { useNotices } from '../../hooks';
import { useText } from '../../translation';
import { Empty, PagedTable, Time } from '../display';
import { Acknowledgements, Deliveries, Recipients } from './NoticeCells';

const useStyles = makeStyles(theme => ({
  row: { '& > td, & > th': { verticalAlign: 'top' } },
  what: { minWidth: 220, fontWeight: 'inherit' },
  title: { fontWeight: 500 },
  quiet: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.caption.fontSize,
    whiteSpace: 'pre-line',
  },
}));

const Row = ({ notice }: { notice: NoticeView }) => {
  const classes = useStyles();
  const t = useText();
  return (
    <TableRow className={classes.row}>
      <TableCell component="th" scope="row" className={classes.what}>
        <div className={classes.title}>{notice.title}</div>
        <div className={classes.quiet}>
          <Time at={notice.createdAt} />
        </div>
        <div className={classes.quiet}>{notice.description}</div>
      </TableCell>
      <TableCell data-head={t('notice.to')}>
        <Recipients notice={notice} />
      </TableCell>
      <TableCell>
        <Deliveries notice={notice} />
      </TableCell>
      <TableCell data-head={t('notice.acknowledged')}>
        <Acknowledgements notice={notice} />
      </TableCell>
    </TableRow>
  );
};

const Lead = ({ lead }: { lead: NoticePage['lead'] }) => {
  const t = useText();
  const demanded = String(lead.demandedHours);
  const given = lead.givenHours;
  return (
    <Typography variant="body2" gutterBottom>
      {given === undefined
        ? t('notice.lead', { demanded })
        : t('notice.leadGiven', { demanded, given: String(Math.floor(given)) })}
    </Typography>
  );
};

/** The proof of notice: who was told what of the change, how it reached them, and who acknowledged it. */
export const NoticesTab = ({ id }: { id: string }) => {
  const t = useText();
  const list = useNotices(id);
  return (
    <>
      {list.data && (
        <>
          <Typography variant="body2" color="textSecondary" gutterBottom>
            {t('notice.help')}
          </Typography>
          <Lead lead={list.data.pages[0].lead} />
        </>
      )}
      <PagedTable
        list={list}
        label={t('notice.tab')}
        heads={[
          t('notice.what'),
          t('notice.to'),
          t('notice.channels'),
          t('notice.acknowledged'),
        ]}
        empty={<Empty title={t('notice.none')} more={t('notice.noneMore')} />}
        row={notice => <Row key={notice.id} notice={notice} />}
      />
    </>
  );
};
