import { resolve } from 'node:path';

/** Where pictures are left; with UPDATE_IMAGES=1 those of the README and the docs are taken anew. */
export const images = resolve(
  __dirname,
  process.env.UPDATE_IMAGES ? '../../docs/images' : '.artifacts/images',
);
