import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './people';

const command = resolve(
  __dirname,
  '../../packages/change-audit/bin/change-audit',
);

function changeAudit(file: string): Promise<string> {
  return new Promise(done =>
    execFile(process.execPath, [command, 'verify', file], (_error, out, err) =>
      done(out + err),
    ),
  );
}

test('an auditor takes a pack that is verified with the command, and a byte that was flipped is named', async ({
  signIn,
}, info) => {
  const page = await signIn('hind');
  await page.goto('/change-management/compliance');
  await expect(page.getByText(/Complete: every number from/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'New change' })).toBeHidden();

  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect(page.getByText('Sound')).toBeVisible({ timeout: 60_000 });

  await page.getByLabel('Seed').fill('journey');
  await page.getByLabel('Sample size').fill('3');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download evidence pack' }).click();
  const pack = info.outputPath('pack.zip');
  await (await downloading).saveAs(pack);

  expect(await changeAudit(pack)).toMatch(
    /^OK \d+ files, \d+ events, a sample of 3 out of \d+, signed by /,
  );
  const bytes = await readFile(pack);
  bytes[Math.floor(bytes.length / 2)] ^= 1;
  await writeFile(pack, bytes);
  expect(await changeAudit(pack)).toMatch(/^BAD [\w./-]+: /);
});
