import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { fakeBackend } from '../../__testUtils__/fakeBackend';
import { surroundings } from '../../__testUtils__/renderPage';
import { aSchedule, aScheduled } from '../../__testUtils__/samples';
import { NextChanges } from './NextChanges';

jest.setTimeout(90_000);

describe('the next changes on what I own', () => {
  it('are asked for as mine, soonest first, without those that are over', async () => {
    const backend = fakeBackend({
      'GET /schedule': () =>
        aSchedule({
          changes: [
            aScheduled({
              id: 'CHG-2',
              title: 'Later',
              plannedStart: '2026-12-02T02:00:00.000Z',
            }),
            aScheduled({ id: 'CHG-1', title: 'Sooner', overrun: true }),
            aScheduled({
              id: 'CHG-3',
              title: 'Over',
              closedAt: '2026-11-28T03:00:00.000Z',
            }),
          ],
        }),
    });
    renderInTestApp(<NextChanges />, surroundings(backend.client));

    expect(await screen.findByRole('link', { name: 'Sooner' })).toHaveAttribute(
      'href',
      '/change-management/changes/CHG-1',
    );
    expect(screen.getByText('Overrun')).toBeVisible();
    const links = screen.getAllByRole('link').map(link => link.textContent);
    expect(links.filter(text => text !== 'Schedule')).toEqual([
      'Sooner',
      'Later',
    ]);
    expect(screen.getByRole('link', { name: 'Schedule' })).toHaveAttribute(
      'href',
      '/change-management/schedule?mine=true',
    );
    expect(backend.queriesOf('GET /schedule')[0].get('mine')).toBe('true');
  });

  it('say that there is nothing', async () => {
    const backend = fakeBackend({ 'GET /schedule': () => aSchedule() });
    renderInTestApp(<NextChanges />, surroundings(backend.client));
    expect(await screen.findByText('Nothing is planned')).toBeVisible();
  });
});
