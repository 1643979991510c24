import { affectsEntity } from './affectsEntity';
import { isImplementer } from './isImplementer';
import { isRequester } from './isRequester';
import { ownsAffectedEntity } from './ownsAffectedEntity';

/** The rules that a permission policy may use on changes. */
export const changeRules = {
  isRequester,
  isImplementer,
  ownsAffectedEntity,
  affectsEntity,
};
