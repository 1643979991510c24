import { tellText } from './seen';

describe('a sentence that names changes', () => {
  const text =
    'CHG-12 overlaps CHG-1 and CHG-1234 on component:default/orders. CHG-1 comes first.';

  it('is told as it is to those who may see all of them', () => {
    expect(tellText(text, () => true)).toBe(text);
  });

  it('names none that its reader may not see, and every other', () => {
    expect(tellText(text, id => id !== 'CHG-1')).toBe(
      'CHG-12 overlaps another change and CHG-1234 on component:default/orders. another change comes first.',
    );
  });
});
