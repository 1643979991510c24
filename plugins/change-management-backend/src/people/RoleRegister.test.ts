import { mockServices } from '@backstage/backend-test-utils';
import { RoleRegister } from './RoleRegister';

function registerOf(roles: unknown) {
  return RoleRegister.fromConfig(
    mockServices.rootConfig({
      data: { changeManagement: { roles } } as never,
    }),
  );
}

describe('RoleRegister', () => {
  it('reads the holders of each role as full refs', () => {
    const { holders } = registerOf({
      changeManager: ['Group:Change-Office', 'user:default/salma'],
      cto: ['user:board/nadia'],
    });

    expect(holders).toEqual({
      changeManager: ['group:default/change-office', 'user:default/salma'],
      securityManager: [],
      cto: ['user:board/nadia'],
      auditor: [],
      implementer: [],
    });
  });

  it('is empty without configuration', () => {
    const { holders } = RoleRegister.fromConfig(mockServices.rootConfig());

    expect(Object.values(holders).flat()).toEqual([]);
  });

  it('names everything wrong at once', () => {
    expect(() =>
      registerOf({
        changemanager: ['group:default/a'],
        cto: ['nadia', 'component:default/orders'],
      }),
    ).toThrow(
      /changemanager is not a role.*cto: nadia:.*cto: component:default\/orders: is neither a user nor a group/,
    );
  });

  it('does not take what every object inherits for a role', () => {
    expect(() => registerOf({ toString: ['group:default/a'] })).toThrow(
      /toString is not a role/,
    );
  });

  it('says which entry gives a role, each that does', () => {
    const register = registerOf({
      changeManager: ['group:default/office', 'user:default/salma'],
      cto: ['user:default/nadia'],
    });

    expect(
      register.rolesOf(['user:default/salma', 'group:default/office']),
    ).toEqual([
      { role: 'changeManager', via: 'group:default/office' },
      { role: 'changeManager', via: 'user:default/salma' },
    ]);
  });
});
