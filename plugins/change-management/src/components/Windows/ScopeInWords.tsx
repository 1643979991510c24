import { useText } from '../../translation';
import { EntityNames } from '../display';
import { conditionInWords } from '../Policy/conditionInWords';
import { fromScope } from './scope';

/** For what a window is, as people would say it. */
export const ScopeInWords = ({ scope }: { scope: unknown }) => {
  const t = useText();
  const { kind, values } = fromScope(scope);
  switch (kind) {
    case 'everything':
      return <>{t('scopeKind.everything')}</>;
    case 'entities':
      return <EntityNames entityRefs={values} />;
    case 'memberOf':
    case 'owners':
      return (
        <>
          {t(`scopeWords.${kind}`)} <EntityNames entityRefs={values} />
        </>
      );
    case 'json':
      return (
        <>
          {t('scopeWords.condition', {
            condition: conditionInWords(scope, t),
          })}
        </>
      );
    default:
      return (
        <>
          {t(`scopeWords.${kind}`, {
            values: values.join(` ${t('general.or')} `),
          })}
        </>
      );
  }
};
