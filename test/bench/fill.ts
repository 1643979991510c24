// Fills both databases up to so many changes.
import { fillBare } from './fillBare';
import { fillProduct } from './fillProduct';

async function fill([product, bare, size]: string[]) {
  await fillProduct(product, Number(size));
  await fillBare(bare, Number(size));
}

fill(process.argv.slice(2));
