import Button from '@material-ui/core/Button';
import FormHelperText from '@material-ui/core/FormHelperText';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import AddIcon from '@material-ui/icons/Add';
import DeleteIcon from '@material-ui/icons/Delete';
import { parseEntityRef } from '@backstage/catalog-model';
import { accessKey } from 'backstage-plugin-change-management-common';
import { useController, useFieldArray, useWatch } from 'react-hook-form';
import { useAccessGrants } from '../../hooks';
import { useText } from '../../translation';
import { Principal } from '../Access';
import { EntityPicker, peopleKinds } from '../CatalogPicker';
import { EntityName } from '../display';
import { TimeField } from '../TimeField';
import { idOf } from './failures';
import { TextInput, useFieldError } from './fields';
import { Section } from './Section';
import { FormValues } from './values';

const useStyles = makeStyles(theme => ({
  grant: {
    display: 'grid',
    gap: theme.spacing(1.5),
    gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr)) auto',
    alignItems: 'start',
    borderLeft: `3px solid ${theme.palette.divider}`,
    paddingLeft: theme.spacing(1.5),
    [theme.breakpoints.down('xs')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
    },
  },
  revocation: { display: 'flex', alignItems: 'center' },
}));

/** Whose and which, in a list that can hold no links. */
function nameOf(entityRef: string): string {
  return parseEntityRef(entityRef).name;
}

const Who = ({ index }: { index: number }) => {
  const t = useText();
  const name = `access.grants.${index}.principal` as const;
  const { field } = useController<FormValues, typeof name>({ name });
  const isService = field.value !== '' && !/^(user|group):/.test(field.value);
  const error = useFieldError(name);
  return (
    <div>
      {!isService && (
        <EntityPicker
          id={idOf(name)}
          label={t('access.principal')}
          kinds={peopleKinds}
          value={field.value}
          onChange={field.onChange}
          error={error}
        />
      )}
      {(isService || field.value === '') && (
        <TextField
          id={isService ? idOf(name) : `${idOf(name)}-service`}
          label={t('access.service')}
          value={field.value}
          onChange={event => field.onChange(event.target.value.trim())}
          error={isService && Boolean(error)}
          helperText={isService ? error : undefined}
          margin={isService ? 'none' : 'dense'}
          size={isService ? 'medium' : 'small'}
          variant="outlined"
          fullWidth
        />
      )}
    </div>
  );
};

const Where = ({ index }: { index: number }) => {
  const t = useText();
  const name = `access.grants.${index}.entityRef` as const;
  const { field } = useController<FormValues, typeof name>({ name });
  const affected = useWatch<FormValues, 'affectedEntities'>({
    name: 'affectedEntities',
  });
  // What is part of an affected system may be named by a draft that was made elsewhere.
  const refs = [
    ...new Set([...affected, ...(field.value ? [field.value] : [])]),
  ];
  const error = useFieldError(name);
  return (
    <TextField
      id={idOf(name)}
      select
      label={t('access.entity')}
      value={field.value}
      onChange={field.onChange}
      error={Boolean(error)}
      helperText={
        error ?? (refs.length ? undefined : t('access.chooseEntities'))
      }
      variant="outlined"
      fullWidth
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
    >
      <option value="" />
      {refs.map(ref => (
        <option key={ref} value={ref}>
          {nameOf(ref)}
        </option>
      ))}
    </TextField>
  );
};

const When = (props: { index: number; end: 'from' | 'until' }) => {
  const { index, end } = props;
  const t = useText();
  const name = `access.grants.${index}.${end}` as const;
  const { field } = useController<FormValues, typeof name>({ name });
  return (
    <TimeField
      id={idOf(name)}
      label={t(`access.${end}`)}
      value={field.value}
      onChange={field.onChange}
      error={useFieldError(name)}
    />
  );
};

const Grants = () => {
  const classes = useStyles();
  const t = useText();
  const { fields, append, remove } = useFieldArray<FormValues, 'access.grants'>(
    { name: 'access.grants' },
  );
  const affected = useWatch<FormValues, 'affectedEntities'>({
    name: 'affectedEntities',
  });
  return (
    <>
      {fields.map(({ id }, index) => (
        <div
          key={id}
          className={classes.grant}
          role="group"
          aria-label={t('access.grantNumber', { number: String(index + 1) })}
        >
          <Who index={index} />
          <TextInput
            name={`access.grants.${index}.permission`}
            label={t('access.permission')}
          />
          <Where index={index} />
          <When index={index} end="from" />
          <When index={index} end="until" />
          <IconButton
            aria-label={t('access.removeGrant', { number: String(index + 1) })}
            onClick={() => remove(index)}
          >
            <DeleteIcon />
          </IconButton>
        </div>
      ))}
      <div>
        <Button
          size="small"
          startIcon={<AddIcon />}
          onClick={() =>
            append({
              principal: '',
              entityRef: affected.length === 1 ? affected[0] : '',
              permission: '',
              from: '',
              until: '',
            })
          }
        >
          {t('access.addGrant')}
        </Button>
      </div>
    </>
  );
};

const RevocationError = ({ index }: { index: number }) => {
  const error = useFieldError(`access.revocations.${index}`);
  return error ? <FormHelperText error>{error}</FormHelperText> : null;
};

const Revocations = () => {
  const classes = useStyles();
  const t = useText();
  const name = 'access.revocations';
  const { fields, append, remove } = useFieldArray<FormValues, typeof name>({
    name,
  });
  const affected = useWatch<FormValues, 'affectedEntities'>({
    name: 'affectedEntities',
  });
  const asked = {
    entityRef: affected,
    scope: 'members',
    limit: 200,
  } as const;
  const isAsked = affected.length > 0 && affected.length <= 50;
  const active = useAccessGrants(asked, isAsked);
  const expired = useAccessGrants({ ...asked, status: 'expired' }, isAsked);
  const chosen = fields.map(accessKey);
  const held = [active, expired]
    .flatMap(({ data }) => data?.pages ?? [])
    .flatMap(page => page.items)
    .filter(grant => !chosen.includes(accessKey(grant)));
  return (
    <>
      {fields.map((revocation, index) => (
        <div key={revocation.id}>
          <div className={classes.revocation}>
            <Typography>
              {t('access.revocations')} <code>{revocation.permission}</code>{' '}
              <EntityName entityRef={revocation.entityRef} />{' '}
              <Principal principal={revocation.principal} />
            </Typography>
            <IconButton
              aria-label={t('access.removeRevocation', {
                number: String(index + 1),
              })}
              onClick={() => remove(index)}
            >
              <DeleteIcon />
            </IconButton>
          </div>
          <RevocationError index={index} />
        </div>
      ))}
      <TextField
        id={idOf('access-held')}
        select
        label={t('access.chooseRevocation')}
        value=""
        onChange={event => {
          const grant = held.find(({ id }) => id === event.target.value);
          if (grant) {
            const { principal, entityRef, permission } = grant;
            append({ principal, entityRef, permission });
          }
        }}
        disabled={held.length === 0}
        helperText={held.length ? undefined : t('access.nothingHeld')}
        variant="outlined"
        fullWidth
        SelectProps={{ native: true }}
        InputLabelProps={{ shrink: true }}
      >
        <option value="" />
        {held.map(grant => (
          <option key={grant.id} value={grant.id}>
            {`${grant.permission} · ${nameOf(grant.entityRef)} · ${
              grant.principal
            }`}
          </option>
        ))}
      </TextField>
    </>
  );
};

/** The access that a change grants and revokes; shown for changes of category `access`. */
export const AccessSection = () => {
  const t = useText();
  const category = useWatch<FormValues, 'category'>({ name: 'category' });
  return category === 'access' ? (
    <Section title={t('access.title')}>
      <Typography variant="body2" color="textSecondary">
        {t('access.formHelp')}
      </Typography>
      <Grants />
      <Revocations />
    </Section>
  ) : null;
};
