import { mockServices } from '@backstage/backend-test-utils';
import { readImpactLimits } from './limits';

function limitsOf(impact: unknown) {
  return readImpactLimits(
    mockServices.rootConfig({
      data: { changeManagement: { impact } } as never,
    }),
  );
}

describe('readImpactLimits', () => {
  it('follows five steps and 500 entities where nothing is configured', () => {
    const limits = { maxDepth: 5, maxEntities: 500 };

    expect(readImpactLimits(mockServices.rootConfig())).toEqual(limits);
    expect(limitsOf({})).toEqual(limits);
  });

  it('takes each limit by itself', () => {
    expect(limitsOf({ maxDepth: 2 })).toEqual({
      maxDepth: 2,
      maxEntities: 500,
    });
    expect(limitsOf({ maxEntities: 5_000 })).toEqual({
      maxDepth: 5,
      maxEntities: 5_000,
    });
  });

  it('names everything wrong at once', () => {
    expect(() =>
      limitsOf({ maxDepth: 0, maxEntities: 'many', depth: 3 }),
    ).toThrow(
      'Invalid changeManagement.impact: maxDepth: 0 is not a whole number from 1 to 20; maxEntities: "many" is not a whole number from 1 to 5000; depth is not a limit, use maxDepth, maxEntities',
    );
  });

  it.each([[1.5], [21], [-1]])('refuses a depth of %p', maxDepth => {
    expect(() => limitsOf({ maxDepth })).toThrow('maxDepth');
  });

  it('refuses what is no section', () => {
    expect(() => limitsOf('deep')).toThrow('changeManagement.impact');
  });
});
